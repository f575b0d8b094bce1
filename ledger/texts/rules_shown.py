"""Texts of `rekap rules`: what stands in the place of a parameter, as (Indonesian, English)."""

from typing import Final

RULES_SHOWN: Final[dict[str, tuple[str, str]]] = {
    "family.S": (
        "S, sengketa: keberatan dan perintah yang belum selesai, atau yang perlu dibaca tingkat atas.",
        "S, sengketa: objections and orders that are not settled, or that the next level has to read.",
    ),
    "rules.blank.row": ("baris", "row"),
    "rules.blank.left": ("angka", "figure"),
    "rules.blank.right": ("angka lain", "other figure"),
    "rules.blank.rows": ("angka-angkanya", "the figures"),
    "rules.blank.area": ("wilayah", "area"),
    "rules.blank.unit": ("wilayah", "unit"),
    "rules.blank.contest": ("kontes", "contest"),
    "rules.blank.section": ("bagian", "section"),
    "rules.blank.reason": ("alasan", "reason"),
    "rules.blank.text": ("isinya", "text"),
    "rules.blank.key": ("kunci", "key"),
    "rules.blank.origin": ("buku", "book"),
    "rules.blank.have": ("jumlah", "number"),
    "rules.blank.need": ("jumlah", "number"),
    "rules.blank.other": ("yang lain", "the other"),
    "rules.blank.holder": ("pemegang", "holder"),
    "rules.blank.act": ("tindakan", "act"),
    "rules.blank.role": ("jabatan", "role"),
    "rules.blank.wanted": ("yang diminta", "the one needed"),
    "rules.blank.value": ("kode", "code"),
    "rules.blank.path": ("berkas", "file"),
}
