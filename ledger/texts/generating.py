"""Texts about made-up elections, as (Indonesian, English)."""

from typing import Final

GENERATING: Final[dict[str, tuple[str, str]]] = {
    "E265": (
        "Pemilihan buatan ini tidak dapat diisi ({reason}: {value}). Betulkan bentuknya.",
        "This made-up election cannot be filled in ({reason}: {value}). Correct its shape.",
    ),
    "E265.empty": (
        "Pemilihan buatan {value} tidak mempunyai TPS atau tidak mempunyai jenis pemilihan. Sebutkan sedikitnya satu.",
        "The made-up election {value} has no TPS or no contest. Name at least one.",
    ),
    "E265.code": (
        "{value} bukan kode TPS. Kode TPS adalah 13 angka.",
        "{value} is no code of a TPS. A TPS has a code of 13 digits.",
    ),
    "E265.codes": (
        "Wilayah sebanyak itu tidak cukup kodenya ({value}). Kurangi jumlahnya.",
        "There are not enough codes for so many areas ({value}). Ask for fewer.",
    ),
    "E265.twice": ("TPS {value} disebut dua kali. Sebutkan sekali saja.", "TPS {value} is named twice. Name it once."),
    "E265.profile": (
        "{value} tidak diadakan bersama jenis pemilihan yang pertama. Pisahkan Pemilu dan Pilkada.",
        "{value} is not held together with the first contest. Keep Pemilu and Pilkada apart.",
    ),
    "E265.voters": (
        "Jumlah pemilih ini tidak mungkin untuk satu TPS ({value}). Pakai 20 sampai batas pemilih satu TPS.",
        "A TPS cannot have so many voters here ({value}). Use 20 up to the limit of voters of a TPS.",
    ),
    "E265.rates": (
        "Peluang kesalahan harus 0 atau lebih, dan jumlahnya paling banyak 1000 per seribu; ini {value}.",
        "The rates of mistakes must be 0 or more and add up to at most 1000 in a thousand; these make {value}.",
    ),
    "E265.mistake": (
        "Kesalahan {value} tidak dapat dibuat tersendiri. Pakai salah satu dari kode yang ada.",
        "The mistake {value} cannot be made by itself. Use one of the codes that there are.",
    ),
    "E265.plant": (
        "Kesalahan ini tidak mungkin di tempat itu ({value}). Pilih formulir lain atau kesalahan lain.",
        "This mistake cannot be made there ({value}). Choose another form or another mistake.",
    ),
}
