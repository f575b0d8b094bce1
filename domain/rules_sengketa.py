"""The rules of objections and disputes (S): what was not answered, and what the next level has to read.

- They have no equation; `domain.judging_room` finds S.1xx, `domain.following` S.2xx.
- What is said of an order is what is on record and what is not; times are claimed by whoever signed the entry.
"""

from typing import Final

from domain.profiles import Text
from domain.rule import Rule
from domain.rules_peringatan import CHECK_ONLY

SENGKETA: Final = (
    Rule(
        "S.101",
        Text(
            'Keberatan atas {area} belum dijawab ketika rapat pleno {contest} ditutup: "{text}".',
            'An objection about {area} was not answered when the plenary for {contest} closed: "{text}".',
        ),
        Text(
            (
                "Biasanya rapat ditutup terburu-buru, atau jawabannya tidak dicatat. Bacakan keberatan itu dalam rapat"
                " pleno dan jawab: diterima (dengan pembetulannya), ditolak (dengan alasannya), atau ditarik kembali."
            ),
            (
                "Usually the plenary closed in a hurry, or the answer was not recorded. Read the objection out in the"
                " plenary and answer it: accepted (with the correction), rejected (with the reason), or withdrawn."
            ),
        ),
        needs=("text",),
    ),
    Rule(
        "S.102",
        Text(
            'Keberatan atas {area} ditolak: "{text}". Alasannya: "{reason}".',
            'An objection about {area} was rejected: "{text}". The reason: "{reason}".',
        ),
        Text(
            "Biasanya kertas tidak membenarkan keberatan itu. Statusnya dibacakan dalam rapat pleno tingkat atas."
            + CHECK_ONLY.id,
            "Usually the paper did not bear the objection out. Its status is read out in the plenary of the level"
            " above." + CHECK_ONLY.en,
        ),
        needs=("text", "reason"),
    ),
    Rule(
        "S.103",
        Text(
            "Sikap saksi nomor {option} ialah tentang D.Hasil lain ({dhasil}), bukan yang disahkan untuk {contest} di"
            " {area}.",
            "The position of the saksi of number {option} is about another D.Hasil ({dhasil}) than was certified for"
            " {contest} in {area}.",
        ),
        Text(
            "Biasanya saksi menandatangani rancangan yang diubah sebelum disahkan. Tunjukkan D.Hasil yang disahkan dan"
            " catat sikapnya sekali lagi." + CHECK_ONLY.id,
            "Usually the saksi signed a draft that was changed before it was certified. Show the certified D.Hasil and"
            " record the position once more." + CHECK_ONLY.en,
        ),
        needs=("option", "dhasil"),
    ),
    Rule(
        "S.201",
        Text(
            "Putusan {dispute} memerintahkan {what} kepada {to} (wilayah {area}, kontes {contest}, batas waktu"
            " {deadline}), tetapi belum ada catatan perintahnya di buku {to}.",
            "Ruling {dispute} orders {what}, to be done by {to} (area {area}, contest {contest}, deadline {deadline}),"
            " but the order is not registered in the book of {to}.",
        ),
        Text(
            "Badan yang diperintah mencatatnya dengan rekap order register --ruling. Kalau sudah, ambil dulu bukunya"
            " yang terbaru.",
            "The body that is ordered registers it with rekap order register --ruling. If it has, fetch its newest book"
            " first.",
        ),
        needs=("dispute", "to", "what", "deadline"),
    ),
    Rule(
        "S.202",
        Text(
            "Perintah putusan {dispute} ({what}, wilayah {area}, kontes {contest}, batas waktu {deadline}) tercatat di"
            " buku {to}, tetapi belum tercatat dilaksanakan.",
            "The order of ruling {dispute} ({what}, area {area}, contest {contest}, deadline {deadline}) is registered"
            " in the book of {to}, but not recorded as carried out.",
        ),
        Text(
            "Setelah dilaksanakan, badan yang diperintah mencatatnya dengan rekap order execute.",
            "Once it is carried out, the body that is ordered records so with rekap order execute.",
        ),
        needs=("dispute", "to", "what", "deadline"),
    ),
    Rule(
        "S.203",
        Text(
            "Pelaksanaan perintah {order} ({what}, wilayah {area}) bertanggal {time} menurut pencatatnya, sesudah batas"
            " waktu {deadline}.",
            "The execution of order {order} ({what}, area {area}) claims the time {time}, after the deadline"
            " {deadline}.",
        ),
        Text(
            "Kedua waktu itu pernyataan yang menandatangani, bukan bukti. Tanyakan sebabnya kepada badan itu dan"
            " cocokkan dengan surat-suratnya.",
            "Both times are claims of those who signed, not proof. Ask that body for the reason and compare with its"
            " papers.",
        ),
        needs=("order", "what", "deadline", "time"),
    ),
    Rule(
        "S.204",
        Text(
            "Perintah {order} ({what}), wilayah {area}, kontes {contest}: {reason}.",
            "Order {order} ({what}), area {area}, contest {contest}: {reason}.",
        ),
        Text(
            "Bandingkan putusan, pencatatannya, dan catatan buku itu di antara pencatatan dan pelaksanaannya. Yang"
            " belum dikerjakan masih dapat dikerjakan dan dicatat lagi dengan rekap order execute.",
            "Compare the ruling, its registration, and what that book has between registration and execution. What is"
            " lacking can still be done, and recorded again with rekap order execute.",
        ),
        needs=("order", "what", "reason"),
    ),
)
