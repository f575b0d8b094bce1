"""The rules of a result, one row each: what must hold, what is wrong when it does not, and what to do.

Rules of this module:

- A rule is a row of `CATALOGUE`; its code is used once, and nothing else in the program states what it says.
- G (galat) is arithmetic printed on the form; P (peringatan) is a hint and never blocks; J compares levels.
- An equation is written in names of rows and integers only; the first row it names is the row of its finding.
- A rule without an equation is a procedure: it needs more than one form, or more than the figures of one.
- A text names only parameters that its rule gives, and `{row}` (label), `{section}`, `{area}`, `{contest}`.

How an equation is written: `{k}` stands for each of the columns l, p, j; `{group}` for each group of voters of the
form; `{party}` for each party; `{limit}` and `{reserve}` for numbers of the profile.  `suara` is the list of the
options' votes (for parties: their totals), `rivals` the same where there are at least two, `calon` the candidates of
`{party}`;
`pengguna`, `surat_suara` and `hasil` are all rows of block I.B, of block II, and of blocks IV and V.  `sum(list)` adds,
`any(list)` says that some figure is not 0.  What is named that a form does not have makes the rule not apply to it.

Parameters of every rule with an equation: `left` and `right`, the two sides of its first comparison unless `shows` says
otherwise, and `rows`, the figures read beside the finding's own row, as `name=figure` with commas between.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from domain.errors import UnknownRowError, UnknownRuleError
from domain.findings import Finding
from domain.profiles import Profile, Text, label, place, section


class RuleKind(StrEnum):
    """What a broken rule means."""

    GALAT = "G"
    PERINGATAN = "P"
    JENJANG = "J"


@dataclass(frozen=True, slots=True)
class Rule:
    """A row of the catalogue.

    Attributes:
        code: `G.301`; the same for ever, a dropped one is not used again.
        text: what is wrong, with parameters.
        remedy: what usually causes it and what to do.
        holds: the equations; each holds for a sound form.  Empty for a procedure.
        shows: parameters instead of `left` and `right`: name and expression.
        needs: the parameters a procedure gives.
        basis: the regulation, or the place on the form where the arithmetic is printed.
    """

    code: str
    text: Text
    remedy: Text
    holds: tuple[str, ...] = ()
    shows: tuple[tuple[str, str], ...] = ()
    needs: tuple[str, ...] = ()
    basis: str | None = None

    @property
    def kind(self) -> RuleKind:
        """G, P or J: the letter of the code."""
        return RuleKind(self.code[0])

    @property
    def params(self) -> frozenset[str]:
        """The names of the parameters that a finding of this rule carries."""
        if not self.holds:
            return frozenset(self.needs)
        shown = tuple(name for name, _ in self.shows) or ("left", "right")
        return frozenset((*shown, "rows"))


_FIX_ON_FORM: Final = Text(
    " Cocokkan dengan C.HASIL plano. Jika salah salin, betulkan. Jika di formulir memang begitu, betulkan dalam rapat"
    " pleno atau catat alasannya; tanpa alasan hasil tidak dapat disahkan.",
    " Compare with the C.HASIL plano. If it was copied wrongly, correct it. If the form really says so, correct it in"
    " the plenary or record the reason; without a reason the result cannot be certified.",
)
_CHECK_ONLY: Final = Text(
    " Ini peringatan saja dan tidak menghalangi pengesahan.", " This is only a warning and does not stop certification."
)


def _galat(
    code: str,
    text: tuple[str, str],
    remedy: tuple[str, str],
    *,
    holds: tuple[str, ...],
    basis: str,
) -> Rule:
    advice = Text(remedy[0] + _FIX_ON_FORM.id, remedy[1] + _FIX_ON_FORM.en)
    return Rule(code, Text(*text), advice, holds=holds, basis=basis)


def _peringatan(
    code: str,
    text: tuple[str, str],
    remedy: tuple[str, str],
    *,
    holds: tuple[str, ...] = (),
    shows: tuple[tuple[str, str], ...] = (),
    needs: tuple[str, ...] = (),
) -> Rule:
    advice = Text(remedy[0] + _CHECK_ONLY.id, remedy[1] + _CHECK_ONLY.en)
    return Rule(code, Text(*text), advice, holds=holds, shows=shows, needs=needs)


_GALAT: Final = (
    Rule(
        "G.101",
        Text(
            "{value} tidak dikenal dalam pemilihan ini, atau berada di luar wilayah {contest}.",
            "{value} is not known in this election, or lies outside the area of {contest}.",
        ),
        Text(
            "Biasanya kode TPS atau jenis pemilihan salah ketik. Periksa keduanya. Jika sudah benar, minta KPU"
            " Kabupaten/Kota memeriksa daftar TPS.",
            "Usually the TPS code or the contest was mistyped. Check both. If they are right, ask the KPU"
            " Kabupaten/Kota to check its list of TPS.",
        ),
        needs=("value",),
    ),
    _galat(
        "G.102",
        (
            "{row} tertulis {left}, tetapi laki-laki ditambah perempuan = {right} ({rows}).",
            "{row} says {left}, but men plus women make {right} ({rows}).",
        ),
        (
            "Biasanya salah satu dari tiga angka (L, P, J) salah tulis atau tertukar kolom.",
            "Usually one of the three numbers (L, P, J) is miswritten or stands in the wrong column.",
        ),
        holds=("{group}_j == {group}_l + {group}_p",),
        basis="C.HASIL I dan III: L + P = J",
    ),
    _galat(
        "G.201",
        (
            "{row} tertulis {left}, tetapi jumlah I.B.1, I.B.2 dan I.B.3 = {right} ({rows}).",
            "{row} says {left}, but I.B.1, I.B.2 and I.B.3 add up to {right} ({rows}).",
        ),
        (
            "Biasanya pemilih pindahan atau pemilih e-KTP terlewat, atau terhitung dua kali, dalam penjumlahan.",
            "Usually moved voters or e-KTP voters were left out of the sum, or counted twice.",
        ),
        holds=("pengguna_total_{k} == pengguna_dpt_{k} + pengguna_pindahan_{k} + pengguna_khusus_{k}",),
        basis="C.HASIL I.B.4",
    ),
    _galat(
        "G.202",
        (
            "{row} tertulis {left}, lebih banyak daripada pemilih dalam DPT, {right} ({rows}).",
            "{row} says {left}, more than the {right} voters on the roll (DPT) ({rows}).",
        ),
        (
            "Biasanya pemilih pindahan atau pemilih e-KTP ikut ditulis pada baris DPT, padahal ada baris tersendiri.",
            "Usually moved voters or e-KTP voters were written into the DPT row; they have rows of their own.",
        ),
        holds=("pengguna_dpt_{k} <= pemilih_dpt_{k}",),
        basis="C.HASIL I.A dan I.B.1",
    ),
    _galat(
        "G.203",
        (
            "{row} tertulis {left}, tetapi digunakan, dikembalikan dan tidak digunakan berjumlah {right} ({rows}).",
            "{row} says {left}, but used, returned and unused ballots add up to {right} ({rows}).",
        ),
        (
            "Biasanya surat suara rusak atau sisa surat suara belum dihitung. Hitung ulang surat suaranya.",
            "Usually spoilt or left-over ballots were not counted. Count the ballots again.",
        ),
        holds=(
            "surat_suara_diterima == surat_suara_digunakan + surat_suara_dikembalikan + surat_suara_tidak_digunakan",
        ),
        basis="C.HASIL II.1 sampai II.4",
    ),
    _galat(
        "G.204",
        (
            "{row} tertulis {left}, lebih banyak daripada semua pengguna hak pilih, {right} ({rows}).",
            "{row} says {left}, more than all who voted, {right} ({rows}).",
        ),
        (
            "Biasanya angka salah kolom, atau yang ditulis pemilih disabilitas terdaftar, bukan yang memilih.",
            "Usually a number is in the wrong column, or registered voters were written instead of those who voted.",
        ),
        holds=("disabilitas_{k} <= pengguna_total_{k}",),
        basis="C.HASIL I.B.4 dan III",
    ),
    _galat(
        "G.301",
        (
            "{row} tertulis {left}, tetapi suara semua pilihan berjumlah {right} ({rows}).",
            "{row} says {left}, but the votes of all options add up to {right} ({rows}).",
        ),
        (
            "Biasanya suara satu pilihan salah salin, atau penjumlahannya keliru. Jumlahkan lagi bagian IV.",
            "Usually the votes of one option were miscopied, or the sum is wrong. Add up section IV again.",
        ),
        holds=("suara_sah == sum(suara)",),
        basis="C.HASIL V.A",
    ),
    _galat(
        "G.302",
        (
            "{row} tertulis {left}, tetapi suara partai ditambah suara calonnya = {right} ({rows}).",
            "{row} says {left}, but the party's own votes and those of its candidates make {right} ({rows}).",
        ),
        (
            "Biasanya suara partai sendiri terlewat, atau suara satu calon salah salin. Jumlahkan lagi blok ini.",
            "Usually the party's own votes were left out, or one candidate's were miscopied. Add up its block again.",
        ),
        holds=("suara_{party}_total == suara_{party} + sum(calon)",),
        basis="C.HASIL IV, jumlah per partai",
    ),
    _galat(
        "G.303",
        (
            "{row} tertulis {left}, tetapi suara sah ditambah suara tidak sah = {right} ({rows}).",
            "{row} says {left}, but valid plus invalid votes make {right} ({rows}).",
        ),
        (
            "Biasanya suara tidak sah belum ditambahkan, atau salah satu angka V salah salin.",
            "Usually the invalid votes were not added, or one number of section V was miscopied.",
        ),
        holds=("suara_total == suara_sah + suara_tidak_sah",),
        basis="C.HASIL V.C",
    ),
    _galat(
        "G.304",
        (
            "{row} tertulis {left}, tetapi surat suara yang digunakan {right}.",
            "{row} says {left}, but {right} ballots were used.",
        ),
        (
            "Biasanya surat suara rusak ikut ditulis sebagai digunakan, atau ada surat suara yang belum dihitung.",
            "Usually spoilt ballots were written as used, or some ballots were not counted.",
        ),
        holds=("suara_total == surat_suara_digunakan",),
        basis="C.HASIL II.2 dan V.C",
    ),
    _galat(
        "G.305",
        (
            "{row} tertulis {left}, tetapi jumlah pengguna hak pilih (I.B.4 J) {right}.",
            "{row} says {left}, but {right} people voted (I.B.4 J).",
        ),
        (
            (
                "Setiap pengguna hak pilih memberi satu suara, sah atau tidak sah; selisih dapat menjadi dasar"
                " penghitungan ulang. Biasanya I.B.4 atau V.C salah salin: cocokkan keduanya dengan daftar hadir"
                " dan surat suara."
            ),
            (
                "Everyone who votes casts one vote, valid or invalid; a difference may be a ground for a"
                " recount. Usually I.B.4 or V.C was miscopied: compare both with the attendance list and the ballots."
            ),
        ),
        holds=("suara_total == pengguna_total_j",),
        basis="UU 7/2017 Pasal 374 ayat (2) huruf h",
    ),
    Rule(
        "G.306",
        Text(
            "{row}: dengan huruf tertulis {left}, dengan angka tertulis {right}.",
            "{row}: the number in words is {left}, the number in digits is {right}.",
        ),
        Text(
            "Biasanya salah satu salah salin." + _FIX_ON_FORM.id,
            "Usually one of the two was miscopied." + _FIX_ON_FORM.en,
        ),
        needs=("left", "right"),
        basis="C.HASIL IV dan V, kolom angka dan huruf",
    ),
)

_PERINGATAN: Final = (
    _peringatan(
        "P.201",
        (
            "{row} tertulis {left}; menurut DPT ditambah surat suara cadangan seharusnya {right} ({rows}).",
            "{row} says {left}; the roll (DPT) plus the reserve would make {right} ({rows}).",
        ),
        (
            (
                "Biasanya surat suara cadangan tidak ikut dihitung, atau jumlah kiriman memang berbeda. Cocokkan"
                " dengan berita acara penerimaan."
            ),
            (
                "Usually the reserve was not counted, or the delivery really differed. Compare with the record of"
                " receipt."
            ),
        ),
        holds=("surat_suara_diterima == pemilih_dpt_j + (pemilih_dpt_j * {reserve} + 999) // 1000",),
    ),
    _peringatan(
        "P.202",
        (
            "{row} tertulis {left}, lebih dari batas {right} pemilih untuk satu TPS.",
            "{row} says {left}, above the limit of {right} voters for one TPS.",
        ),
        (
            "Biasanya angka DPT salah salin. Cocokkan dengan DPT TPS ini.",
            "Usually the number was miscopied. Compare with the roll of this TPS.",
        ),
        holds=("pemilih_dpt_j <= {limit}",),
    ),
    _peringatan(
        "P.203",
        (
            (
                "Pengguna hak pilih {users} orang, sedangkan DPT {dpt} orang, yaitu {permille} per seribu: di"
                " luar rentang biasa, 200 sampai 980 per seribu."
            ),
            (
                "{users} people voted where the roll (DPT) has {dpt}, that is {permille} in a thousand: outside"
                " the usual 200 to 980 in a thousand."
            ),
        ),
        (
            "Bisa saja benar, misalnya jika banyak pemilih pindahan. Periksa I.A dan I.B.4 sekali lagi.",
            "It may be right, for example with many moved voters. Check I.A and I.B.4 once more.",
        ),
        holds=(
            "pengguna_total_j * 1000 <= pemilih_dpt_j * 980 or pemilih_dpt_j == 0",
            "pengguna_total_j * 1000 >= pemilih_dpt_j * 200",
        ),
        shows=(
            ("users", "pengguna_total_j"),
            ("dpt", "pemilih_dpt_j"),
            ("permille", "pengguna_total_j * 1000 // pemilih_dpt_j"),
        ),
    ),
    _peringatan(
        "P.204",
        (
            "Suara tidak sah {left} dari {right} suara: sepuluh persen atau lebih.",
            "{left} of {right} votes are invalid: ten percent or more.",
        ),
        (
            (
                "Biasanya angka suara tidak sah salah salin. Jika benar, periksa apakah surat suara dinilai dengan"
                " tepat."
            ),
            "Usually the number of invalid votes was miscopied. If it is right, check how ballots were judged.",
        ),
        holds=("suara_tidak_sah * 10 < suara_total or suara_total == 0",),
        shows=(("left", "suara_tidak_sah"), ("right", "suara_total")),
    ),
    _peringatan(
        "P.205",
        (
            "Satu pilihan mendapat semua {left} suara sah ({rows}).",
            "One option has all {left} valid votes ({rows}).",
        ),
        (
            "Bisa saja benar. Periksa apakah suara pilihan lain terlewat atau tertulis pada baris yang salah.",
            "It may be right. Check whether votes of other options were left out or written into the wrong row.",
        ),
        holds=("suara_sah not in rivals or suara_sah != sum(rivals) or suara_sah == 0",),
        shows=(("left", "suara_sah"),),
    ),
    _peringatan(
        "P.206",
        (
            (
                "Jumlah pengguna hak pilih {left} pada {contest}, tetapi {right} pada {other}; pemilih pindahan hanya"
                " {moved}."
            ),
            "{left} people voted in {contest}, but {right} in {other}; only {moved} were moved voters.",
        ),
        (
            (
                "Pemilih yang sama memilih di TPS yang sama; hanya pemilih pindahan yang mungkin tidak mendapat"
                " semua surat suara. Cocokkan I.B.4 semua formulir dengan daftar hadir."
            ),
            (
                "The same people vote at one TPS; only moved voters may get fewer ballots. Compare I.B.4 of all"
                " forms with the attendance list."
            ),
        ),
        needs=("left", "right", "other", "moved"),
    ),
    _peringatan(
        "P.207",
        (
            "Perolehan suara ({votes}) sama persis dengan TPS {other}; TPS dengan angka ini di kecamatan: {count}.",
            (
                "The votes ({votes}) are exactly those of TPS {other}; TPS of this kecamatan with these numbers:"
                " {count}."
            ),
        ),
        (
            "Biasanya satu formulir terunggah atau tersalin untuk dua TPS. Cocokkan keduanya dengan kertasnya.",
            "Usually one form was uploaded or copied for two TPS. Compare both with the paper.",
        ),
        needs=("votes", "other", "count"),
    ),
    _peringatan(
        "P.208",
        (
            "Semua angka di bagian {section} adalah 0, padahal bagian lain mencatat {left}.",
            "All numbers of section {section} are 0, although another section records {left}.",
        ),
        (
            "Biasanya bagian itu belum diisi atau tidak terbaca. Isi dari C.HASIL; kosong tidak sama dengan 0.",
            "Usually the section was not filled in or could not be read. Fill it from the C.HASIL; empty is not 0.",
        ),
        holds=(
            "any(pengguna) or suara_total == 0",
            "any(pengguna) or surat_suara_digunakan == 0",
            "any(surat_suara) or suara_total == 0",
            "any(surat_suara) or pengguna_total_j == 0",
            "any(hasil) or pengguna_total_j == 0",
            "any(hasil) or surat_suara_digunakan == 0",
        ),
    ),
    _peringatan(
        "P.209",
        (
            "Tanda tangan pada C.HASIL: KPPS {kpps} (sedikitnya {required}), saksi {saksi} (sedikitnya 1).",
            "Signatures on the C.HASIL: KPPS {kpps} (at least {required}), witnesses {saksi} (at least 1).",
        ),
        (
            (
                "Periksa lembar tanda tangan. Jika ada KPPS yang tidak menandatangani atau saksi tidak hadir, catat"
                " alasannya."
            ),
            (
                "Check the sheet of signatures. If someone of the KPPS did not sign or no witness came, record the"
                " reason."
            ),
        ),
        needs=("kpps", "required", "saksi"),
    ),
    _peringatan(
        "P.210",
        (
            "Bagian {section} tidak diisi sama sekali, jadi aturan ini tidak diperiksa di situ: {rules}.",
            "Section {section} is not filled in at all, so these rules were not checked there: {rules}.",
        ),
        (
            "Biasanya bagian itu belum disalin atau tidak diumumkan. Isi dari C.HASIL bila ada.",
            "Usually the section was not copied yet, or not published. Fill it from the C.HASIL if there is one.",
        ),
        needs=("rules",),
    ),
)


def _jenjang(code: str, text: tuple[str, str], remedy: tuple[str, str], *needs: str) -> Rule:
    return Rule(code, Text(*text), Text(*remedy), needs=needs)


_JENJANG: Final = (
    _jenjang(
        "J.501",
        (
            "{row} untuk {unit}: tingkat atas mencatat {left}, tetapi hasil {unit} yang berlaku {right}.",
            "{row} for {unit}: the level above records {left}, but the result in force of {unit} is {right}.",
        ),
        (
            (
                "Angka berubah di antara dua tingkat tanpa pembetulan yang tercatat. Cocokkan kedua formulir;"
                " betulkan dalam rapat pleno tingkat atas, dengan alasannya."
            ),
            (
                "A number changed between two levels with no correction on record. Compare both forms; correct"
                " it in the plenary of the level above, with the reason."
            ),
        ),
        "unit",
        "left",
        "right",
    ),
    _jenjang(
        "J.502",
        (
            "{row} tertulis {left}, tetapi bagian-bagiannya ({unit}) memberi {right}.",
            "{row} says {left}, but its parts ({unit}) give {right}.",
        ),
        (
            (
                "Jumlahkan lagi kolom-kolomnya dan cocokkan dengan hasil yang dirujuk. Sahkan kembali setelah"
                " dibetulkan."
            ),
            "Add up the columns again and compare them with the results they cite. Certify again after correcting.",
        ),
        "unit",
        "left",
        "right",
    ),
    _jenjang(
        "J.503",
        (
            "{unit} belum ada hasilnya. Alasan yang dicatat: {reason}.",
            "{unit} has no result. Reason on record: {reason}.",
        ),
        (
            (
                "Minta hasilnya dari penyelenggara di bawahnya. Jika memang tidak ada, alasannya harus tercatat"
                " dan tetap terlihat di setiap laporan."
            ),
            (
                "Ask the body below for it. If there really is none, the reason must be on record and stays"
                " visible in every report."
            ),
        ),
        "unit",
        "reason",
    ),
    _jenjang(
        "J.504",
        ("{unit} dihitung lebih dari satu kali.", "{unit} is counted more than once."),
        (
            "Cari kolom yang ganda, hapus satu dalam rapat pleno, lalu sahkan kembali.",
            "Find the column that stands twice, take one out in the plenary, and certify again.",
        ),
        "unit",
    ),
    _jenjang(
        "J.505",
        (
            (
                "Ada dua pengesahan {contest} untuk {area} yang berbeda, tanpa pembetulan atau pembukaan kembali"
                " di antara keduanya."
            ),
            "Two certificates of {contest} for {area} differ, with no correction or reopening between them.",
        ),
        (
            "Tanyakan kepada penyelenggara mana yang berlaku dan atas dasar apa; simpan keduanya.",
            "Ask the body which one is in force, and on what ground; keep both.",
        ),
        "other",
    ),
    _jenjang(
        "J.506",
        (
            "Ada dua C.HASIL berbeda dari TPS {area} untuk {contest}, dan tidak satu pun menggantikan yang lain.",
            "There are two different C.HASIL of TPS {area} for {contest}, and neither replaces the other.",
        ),
        (
            (
                "Simpan keduanya. Cocokkan dengan C.HASIL plano di dalam kotak dan tanyakan kepada yang"
                " menandatangani keduanya."
            ),
            "Keep both. Compare them with the C.HASIL plano in the box, and ask those who signed both.",
        ),
        "other",
    ),
    _jenjang(
        "J.507",
        (
            "Hasil {unit} berubah setelah {contest} disahkan di tingkat atasnya; pengesahan itu tidak lagi mutakhir.",
            "The result of {unit} changed after the level above certified {contest}; that certificate is out of date.",
        ),
        (
            "Bawa perubahan itu ke rapat pleno tingkat atas dan sahkan kembali.",
            "Take the change to the plenary of the level above and certify again.",
        ),
        "unit",
    ),
    _jenjang(
        "J.508",
        (
            "Pembetulan mengubah pilihan yang unggul, dari nomor {left} menjadi nomor {right}.",
            "A correction changed who leads, from number {left} to number {right}.",
        ),
        (
            "Periksa dasar dan dokumen pembetulan itu dengan teliti." + _CHECK_ONLY.id,
            "Check the ground and the papers of that correction with care." + _CHECK_ONLY.en,
        ),
        "left",
        "right",
    ),
    _jenjang(
        "J.509",
        (
            "{contest} disahkan di tingkat atas sebelum hasil {unit} diterima atau dinyatakan tidak ada.",
            "The level above certified {contest} before the result of {unit} was received or declared absent.",
        ),
        (
            "Terima hasilnya atau catat mengapa tidak ada, lalu sahkan kembali.",
            "Receive the result, or record why there is none, and certify again.",
        ),
        "unit",
    ),
    _jenjang(
        "J.510",
        (
            "{act} dicatat di luar rapat pleno terbuka.",
            "{act} was recorded outside an open plenary.",
        ),
        (
            (
                "Yang dicatat di luar rapat pleno tidak dapat disahkan. Ulangi dalam rapat pleno terbuka, di hadapan"
                " saksi."
            ),
            "What is recorded outside a plenary cannot be certified. Do it again in an open one, before witnesses.",
        ),
        "act",
    ),
    _jenjang(
        "J.511",
        (
            "{row}: salinan pada {holder} tertulis {left}, tetapi C.HASIL {right}.",
            "{row}: the copy held by {holder} says {left}, but the C.HASIL says {right}.",
        ),
        (
            "Buka C.HASIL plano dan bandingkan dengan salinan itu dalam rapat pleno.",
            "Open the C.HASIL plano and compare it with that copy in the plenary.",
        ),
        "holder",
        "left",
        "right",
    ),
)

CATALOGUE: Final[Mapping[str, Rule]] = MappingProxyType(
    {rule.code: rule for rule in (*_GALAT, *_PERINGATAN, *_JENJANG)}
)
"""Every rule by its code, in the order of the codes within its kind."""

BEYOND_ONE_FORM: Final = ("G.101", "G.306", "P.206", "P.207", "P.209")
"""Form rules that the figures of one form cannot answer.

G.101 needs the declared areas and contests, G.306 the numbers in words, P.206 the other forms of the TPS, P.207 the
other TPS of the kecamatan, P.209 the signatures.
"""


def rule(code: str) -> Rule:
    """The rule with this code; raises `UnknownRuleError`."""
    try:
        return CATALOGUE[code]
    except KeyError:
        raise UnknownRuleError(rule=code) from None


def message(finding: Finding, election: Profile | None = None) -> Text:
    """What is wrong, in both languages, for a finding of this catalogue; raises `UnknownRuleError`.

    A part of the place that the finding does not have, and a parameter it does not carry, is printed as `-`.
    """
    text = rule(finding.code).text
    given = {name: _shown(name, value) for name, value in finding.params}
    where = {"area": finding.area or "-", "contest": finding.contest or "-", "section": _section(finding.row)}
    row = _label(finding.row, election)
    return Text(
        text.id.format_map(_Blanks(given | where | {"row": row.id})),
        text.en.format_map(_Blanks(given | where | {"row": row.en})),
    )


class _Blanks(dict[str, str]):
    """Prints a dash for what is not there: a report never fails for want of a parameter."""

    def __missing__(self, key: str) -> str:
        return "-"


def _shown(name: str, value: int | str) -> str:
    if name != "rows":
        return str(value)
    cells = (cell.partition("=") for cell in str(value).split(","))
    return "; ".join(f"{_place(row)} = {figure}" if figure else row for row, _, figure in cells)


def _place(row: str) -> str:
    try:
        return place(row)
    except UnknownRowError:
        return row


def _section(row: str | None) -> str:
    try:
        return "-" if row is None else section(row)
    except UnknownRowError:
        return "-"


def _label(row: str | None, election: Profile | None) -> Text:
    try:
        return Text("-", "-") if row is None else label(row, election)
    except UnknownRowError:
        return Text(str(row), str(row))
