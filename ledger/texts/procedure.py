"""Texts of findings of families G, J and S for one value of their parameter `reason` or `what`.

The text of the code itself stands beside its rule (`domain.rules`); these say it for what differs from it.
"""

from typing import Final

PROCEDURE_FINDINGS: Final[dict[str, tuple[str, str]]] = {
    # J where there is no row to compare
    "J.501.left_out": (
        "{unit} tidak ikut dihitung di tingkat atas.",
        "{unit} was left out of the level above.",
    ),
    "J.501.missing": (
        "{row} untuk {unit}: tingkat atas mencatat {left} TPS tanpa angka, tetapi hasil {unit} yang berlaku {right}.",
        (
            "{row} for {unit}: the level above records {left} TPS without a figure; the result in force of {unit} says"
            " {right}."
        ),
    ),
    "J.502.missing": (
        "{row} tertulis {left} TPS tanpa angka, tetapi bagian-bagiannya ({unit}) memberi {right}.",
        "{row} says {left} TPS without a figure, but its parts ({unit}) give {right}.",
    ),
    "J.502.source": (
        "Angka {unit} merujuk pada hasil yang tidak ada.",
        "The figures of {unit} cite a result that is not there.",
    ),
    "J.510.order": (
        "Hasil generasi {generation} dicatat tanpa perintah pemungutan suara ulang yang belum dipakai.",
        "A result of generation {generation} was recorded without an order to vote again, or on one that was used.",
    ),
    "J.510.received_before": (
        "TPS ini dicatat tidak ada hasilnya, padahal hasilnya sudah diterima.",
        "This TPS was recorded as absent although its result had been received.",
    ),
    "J.510.plenary": (
        "{act} tidak cocok dengan keadaan rapat pleno ini.",
        "{act} does not fit the state of this plenary.",
    ),
    "J.510.suspended": (
        "{act} dicatat ketika rapat pleno sedang diskors.",
        "{act} was recorded while the plenary was suspended.",
    ),
    "J.510.certified": (
        "Rekapitulasi {contest} sudah disahkan; untuk {act} perlu perintah untuk membukanya kembali.",
        "The recapitulation of {contest} is certified; {act} needs an order to reopen it.",
    ),
    "J.510.reopened": (
        "Rekapitulasi {contest} di {area} dibuka kembali; yang diserahkan ialah pengesahan yang baru.",
        "The recapitulation of {contest} in {area} was reopened; what is handed over is the new certificate.",
    ),
    "J.510.reopen_used": (
        "Perintah yang disebut sudah dipakai membuka kembali {contest} di {area}; satu perintah berlaku satu kali.",
        "The order that is named has reopened {contest} in {area} before; an order serves once.",
    ),
    "J.510.under_way": (
        "Rapat pleno untuk {contest} sudah berjalan; tutup dulu sebelum membuka yang baru.",
        "A plenary for {contest} is under way already; close it before a new one opens.",
    ),
    "J.510.reopen_order": (
        "Perintah yang disebut tidak mencakup {contest} di {area}.",
        "The order that is named does not cover {contest} in {area}.",
    ),
    "J.510.reopen_not_certified": (
        "Rekapitulasi {contest} di {area} belum disahkan, jadi tidak ada yang dibuka kembali.",
        "The recapitulation of {contest} in {area} is not certified, so there is nothing to reopen.",
    ),
    "G.101.tps": (
        "{value} bukan TPS yang dikenal dalam buku ini.",
        "{value} is no TPS that this book knows.",
    ),
    "G.101.unit": (
        "{value} bukan TPS atau wilayah yang dikenal dalam buku ini.",
        "{value} is no TPS or area that this book knows.",
    ),
    "G.101.area": (
        "{value} di luar wilayah buku ini.",
        "{value} lies outside the area of this book.",
    ),
    "G.101.row": (
        "Formulir {contest} tidak punya baris {value}.",
        "The form of {contest} has no row {value}.",
    ),
    "G.101.option": (
        "{contest} tidak punya nomor urut {value}.",
        "{contest} has no ballot number {value}.",
    ),
    "J.512.source": (
        "Pembetulan untuk {unit} tidak menyambung pada catatan yang terakhir menetapkan angkanya.",
        "The correction for {unit} does not follow on the entry that last set its figures.",
    ),
    "J.512.absent": (
        "{unit} belum ada hasilnya, jadi tidak ada yang dibetulkan.",
        "{unit} has no result, so there is nothing to correct.",
    ),
    "J.512.generation": (
        "Pembetulan untuk {unit} menyebut generasi yang bukan generasi hasil yang berlaku.",
        "The correction for {unit} names another generation than that of the result in force.",
    ),
    "J.512.rows": (
        "Pembetulan untuk {unit} tidak menyebut baris, menyebut baris dua kali, atau menyebut baris yang tidak ada.",
        "The correction for {unit} names no row, a row twice, or a row that the form does not have.",
    ),
    "J.512.incomplete": (
        "Penghitungan ulang untuk {unit} harus memuat semua baris bagian IV dan V, tanpa yang kosong.",
        "A recount of {unit} must give every row of sections IV and V, none of them empty.",
    ),
    "J.512.same": (
        "{row} untuk {unit}: angka baru sama dengan angka lama.",
        "{row} for {unit}: the new figure is the old one.",
    ),
    "J.512.objection": (
        "Pembetulan untuk {unit} menyebut keberatan yang ditolak atau dicabut, atau yang bukan tentang {unit}.",
        "The correction for {unit} names an objection that was rejected or withdrawn, or is not about {unit}.",
    ),
    "S.101.certified": (
        'Keberatan atas {area} belum dijawab ketika {contest} disahkan atau diserahkan: "{text}".',
        'An objection about {area} was not answered when {contest} was certified or handed over: "{text}".',
    ),
    "J.512.negative": (
        "{row} untuk {unit}: pembetulan ini membuat angka wilayah di atasnya kurang dari nol.",
        "{row} for {unit}: this correction takes the figure of the area around it below zero.",
    ),
    "J.512.empty": (
        "{row} untuk {unit}: di atas TPS tidak ada angka yang kosong.",
        "{row} for {unit}: above the TPS no figure is empty.",
    ),
    "J.512.printed": (
        (
            "{row} untuk {unit}: angka lama {left} itu angka C.Hasil; yang tercetak di D.Hasil yang datang {right}, dan"
            " dari situlah kolomnya berubah."
        ),
        (
            "{row} for {unit}: the old figure {left} is that of the C.Hasil; the D.Hasil that arrived prints {right},"
            " and its column moves from there."
        ),
    ),
    "S.202.seen_none": (
        (
            "Bawaslu mencatat bahwa perintah putusan {dispute} ({what}, wilayah {area}, kontes {contest}, batas waktu"
            " {deadline}) tidak dilaksanakan oleh {to}."
        ),
        (
            "Bawaslu recorded that the order of ruling {dispute} ({what}, area {area}, contest {contest}, deadline"
            " {deadline}) was not carried out by {to}."
        ),
    ),
    "S.204.seen_differently": (
        (
            "Bawaslu mencatat bahwa perintah putusan {order} ({what}, wilayah {area}, kontes {contest}) dilaksanakan"
            " lain dari putusannya."
        ),
        (
            "Bawaslu recorded that the order of ruling {order} ({what}, area {area}, contest {contest}) was carried out"
            " differently from what was ruled."
        ),
    ),
}
