"""Texts on published results: problems of feeds, errors, `rekap simulate` and `rekap import`; (Indonesian, English)."""

from typing import Final

FEED_REASONS: Final[dict[str, tuple[str, str]]] = {
    "feed.line": (
        "{file}, baris {line}, kolom {column}: {reason} ({value}). Baris ini tidak dipakai.",
        "{file}, line {line}, column {column}: {reason} ({value}). The line is left out.",
    ),
    "feed.whole_line": (
        "{file}, baris {line}: {reason} ({value}). Baris ini tidak dipakai.",
        "{file}, line {line}: {reason} ({value}). The line is left out.",
    ),
    "feed.place": ("{file}, {column}: {reason} ({value}).", "{file}, {column}: {reason} ({value})."),
    "feed.whole_file": (
        "{file}: {reason} ({value}). Berkas ini tidak dipakai.",
        "{file}: {reason} ({value}). The file is left out.",
    ),
    "feed.more": ("... dan {count} masalah lagi.", "... and {count} more problems."),
    "feed.summary": ("Tidak dipakai karena {reason}: {count}.", "Left out because {reason}: {count}."),
    "feed.passed_over": (
        "{count} TPS di luar wilayah {area} dilewati.",
        "{count} TPS outside of the area {area} were passed over.",
    ),
    "feed.sums": ("Baris jumlah yang dilewati: {count}.", "Rows of sums that were passed over: {count}."),
    "feed.reason.link": ("tautan, yang tidak diikuti", "it is a link, which is not followed"),
    "feed.reason.not_a_file": ("bukan berkas biasa", "it is no plain file"),
    "feed.reason.cells": ("banyaknya kolom tidak sama dengan judul", "the number of cells is not that of the header"),
    "feed.reason.malformed": ("baris CSV tidak utuh", "the CSV line is malformed"),
    "feed.reason.too_long": ("baris terlalu panjang", "the line is too long"),
    "feed.reason.not_utf8": ("bukan teks UTF-8", "it is not UTF-8"),
    "feed.reason.control_character": ("memuat karakter kendali", "it holds control characters"),
    "feed.reason.code": ("kode TPS tidak terbaca", "the TPS code cannot be read"),
    "feed.reason.desa_code": ("kode desa bukan 10 angka", "the desa code is not 10 digits"),
    "feed.reason.tps_number": ("nomor TPS bukan 1 sampai 999", "the TPS number is not 1 to 999"),
    "feed.reason.code_disagrees": ("kode tidak cocok dengan kode TPS", "the code does not agree with the TPS code"),
    "feed.reason.duplicate_tps": ("TPS ini sudah ada di baris lain", "this TPS stands on another line already"),
    "feed.reason.spaces": ("angka memuat spasi", "the figure holds spaces"),
    "feed.reason.negative": ("angka negatif", "the figure is negative"),
    "feed.reason.boolean": ("bukan angka melainkan ya/tidak", "it is a yes or no, not a figure"),
    "feed.reason.not_whole": ("bukan bilangan bulat", "the figure is not whole"),
    "feed.reason.too_large": ("angka terlalu besar untuk satu TPS", "the figure is too large for one TPS"),
    "feed.reason.not_a_number": ("bukan angka", "it is no figure"),
    "feed.reason.formula": (
        "sel berisi rumus yang belum dihitung; buka dan simpan berkasnya sekali lagi, atau tempelkan sebagai nilai",
        "the cell holds a formula that was never computed; open and save the file again, or paste it as a value",
    ),
    "feed.reason.date": ("bukan angka melainkan tanggal atau jam", "it is a date or time, not a figure"),
    "feed.reason.abroad": ("TPS luar negeri", "the TPS lies abroad"),
    "feed.reason.outside": ("TPS di luar wilayah pemilihan", "the TPS lies outside of the contest's area"),
    "feed.reason.aggregate": (
        "bukan hasil satu TPS melainkan gabungan beberapa wilayah",
        "it is an aggregate of areas, not the result of one TPS",
    ),
    "feed.reason.json_too_large": ("berkas JSON terlalu besar", "the JSON file is too large"),
    "feed.reason.json_too_deep": ("JSON bersarang terlalu dalam", "the JSON is nested too deeply"),
    "feed.reason.json_malformed": ("JSON tidak utuh", "the JSON is malformed"),
    "feed.reason.json_key_twice": ("kunci JSON ada dua kali", "a JSON key stands twice"),
    "feed.reason.json_key_unknown": ("kunci JSON tidak dikenal", "the JSON key is not known"),
    "feed.reason.json_key_missing": ("kunci JSON tidak ada", "the JSON key is missing"),
    "feed.reason.json_not_object": ("bukan objek JSON", "it is no JSON object"),
    "feed.reason.not_a_boolean": ("bukan true atau false", "it is neither true nor false"),
    "feed.reason.option_unknown": ("nomor pilihan tidak dikenal", "the option's id is not known"),
    "feed.reason.null_key": (
        'ada suara pada kunci "null", yang bukan pilihan mana pun',
        'votes stand under the key "null", which is no option',
    ),
    "feed.reason.psu_mark": ("tanda PSU tidak terbaca", "the mark of a revote cannot be read"),
    "feed.reason.zip_name": ("nama berkas dalam zip tidak wajar", "the name in the zip leads elsewhere"),
    "feed.reason.zip_name_twice": ("nama berkas ada dua kali dalam zip", "the name stands twice in the zip"),
    "feed.reason.zip_encrypted": ("berkas dalam zip terkunci sandi", "the file in the zip is encrypted"),
    "feed.reason.zip_damaged": ("berkas dalam zip rusak", "the file in the zip is damaged"),
    "feed.reason.area": ("bukan wilayah di dalamnya", "it is no area inside of it"),
    "feed.reason.more_than_all": ("lebih banyak daripada seluruhnya", "it is more than there are in all"),
    "feed.reason.not_the_sum": (
        "tidak sama dengan jumlah bagiannya",
        "it is not the sum of its parts",
    ),
}

FEED_ERRORS: Final[dict[str, tuple[str, str]]] = {
    "E244": (
        "{first} berisi hasil per TPS, {second} tidak. Untuk satu pemilihan pakai salah satu jenis saja.",
        "{first} holds results per TPS, {second} does not. Use one kind only for one contest.",
    ),
    "E150.not_a_file": (
        "{path} bukan berkas biasa. Berikan berkas, atau folder untuk JSON per TPS.",
        "{path} is no plain file. Give a file, or a folder for JSON per TPS.",
    ),
    "E220": (
        "Dalam {path} dua judul kolom berarti satu baris formulir, {row}: {first} dan {second}. Ganti nama salah satu.",
        "In {path} two headers mean one row of the form, {row}: {first} and {second}. Rename one of them.",
    ),
    "E221": (
        "Berkas {path} bukan pemetaan kolom yang utuh ({value}). Simpan lagi dengan rekap import --save-mapping.",
        "The file {path} is no sound mapping of columns ({value}). Save one again with rekap import --save-mapping.",
    ),
    "E221.row": (
        "Dalam pemetaan {path}: {value} bukan baris formulir dan bukan kode. Lihat nama baris di rekap import.",
        "In the mapping {path}: {value} is no row of a form and no code. See the names of rows in rekap import.",
    ),
    "E221.two_headers": (
        "Dalam pemetaan {path}: dua judul kolom untuk {value}. Hapus salah satu.",
        "In the mapping {path}: two headers for {value}. Take one out.",
    ),
    "E222": (
        "Dalam {path} ada {count} masalah, dan --strict tidak meloloskan satu pun. Tidak ada yang ditulis.",
        "In {path} there are {count} problems, and --strict lets none pass. Nothing was written.",
    ),
    "E223": (
        "Berkas {path} ialah buku kerja lama (.xls). Simpan sebagai .xlsx atau CSV, lalu ulangi.",
        "The file {path} is an old workbook (.xls). Save it as .xlsx or CSV and try again.",
    ),
    "E224": (
        'Berkas {path} berformat Parquet, dan pembacanya belum dipasang. Pasang dengan: pip install "rekap[parquet]"',
        'The file {path} is Parquet, and its reader is not installed. Install it with: pip install "rekap[parquet]"',
    ),
    "E225": (
        "{path} melewati batas pembacaan ({reason}: {limit}). Bagi menjadi beberapa berkas.",
        "{path} is over the limit of what is read ({reason}: {limit}). Split it into several files.",
    ),
    "E225.file": (
        "Berkas {path} lebih besar dari batasnya, {limit} byte. Bagi menjadi beberapa berkas.",
        "The file {path} is larger than its limit of {limit} bytes. Split it into several files.",
    ),
    "E225.unpacked": (
        "Isi {path} lebih besar dari batasnya, {limit} byte. Bagi menjadi beberapa berkas.",
        "What {path} unpacks to is larger than its limit of {limit} bytes. Split it into several files.",
    ),
    "E225.part": (
        "Ada bagian {path} selain lembar yang lebih besar dari {limit} byte. Salin lembarnya ke buku kerja baru.",
        "A part of {path} that is no sheet is larger than {limit} bytes. Copy the sheet into a new workbook.",
    ),
    "E225.column": (
        "Ada kolom teks dalam {path} yang lebih besar dari {limit} byte. Bagi menjadi beberapa berkas.",
        "A column of text in {path} is larger than {limit} bytes. Split it into several files.",
    ),
    "E225.cell": (
        "Ada sel dalam {path} yang lebih panjang dari {limit} byte; kode dan angka tidak sepanjang itu.",
        "A cell in {path} is longer than {limit} bytes; no code and no figure is.",
    ),
    "E226": (
        "Berkas {path} rusak atau bukan {reason} yang utuh. Minta lagi dari sumbernya.",
        "The file {path} is damaged or no sound {reason}. Get it again from its source.",
    ),
    "E226.xml_entities": (
        "Berkas {path} memuat entitas XML, yang tidak ada dalam buku kerja biasa. Berkas ini tidak dibaca.",
        "The file {path} holds XML entities, which no ordinary workbook has. It is not read.",
    ),
    "E226.xml_unprotected": (
        "Perlindungan XML tidak aktif, jadi {path} tidak dibaca. Pasang defusedxml, dan jangan matikan.",
        "The protection of XML is off, so {path} is not read. Install defusedxml, and do not switch it off.",
    ),
    "E227": (
        "Dalam {path} tidak ada lembar {sheet}. Yang ada: {sheets}.",
        "The workbook {path} has no sheet {sheet}. There are: {sheets}.",
    ),
    "E228": (
        (
            "Dalam {rows} baris pertama {path} tidak ada judul kolom dengan kode TPS dan suara. Beri judul seperti"
            " kode_tps dan suara_1, atau berikan --mapping."
        ),
        (
            "In the first {rows} rows of {path} there is no header with a TPS code and votes. Use headers like"
            " kode_tps and suara_1, or give --mapping."
        ),
    ),
    "E229": (
        "Berkas {path} bukan daftar calon yang utuh ({value}). Yang diminta: kode wilayah, nomor pilihan, nama.",
        "The file {path} is no sound list of candidates ({value}). Wanted: area code, option id, name.",
    ),
    "E230": (
        "Berkas {path} bukan hasil gabungan yang utuh: {place} ({value}). Minta lagi dari sumbernya.",
        "The file {path} is no sound aggregate: {place} ({value}). Get it again from its source.",
    ),
    "E231": (
        (
            "Berkas {path} ialah hasil gabungan per wilayah, tanpa hasil per TPS. Buat fakta darinya dengan rekap"
            " import, lalu simulasikan fakta itu."
        ),
        (
            "The file {path} is an aggregate of areas, without results per TPS. Make facts of it with rekap import,"
            " then simulate those."
        ),
    ),
    "E232": (
        "Calon untuk {path} (wilayah {area}) tidak diketahui. Berikan daftar calonnya dengan --candidates.",
        "The candidates of {path} (area {area}) are not known. Give their list with --candidates.",
    ),
    "E233": (
        "Tidak dikatakan {path} hasil pemilihan apa. Berikan --contest, misalnya bupati-1609.",
        "Nobody said what contest {path} is of. Give --contest, for example bupati-1609.",
    ),
    "E234": (
        "Wilayah {area} tidak termasuk wilayah {contest}. Periksa --area dan --contest.",
        "The area {area} is not inside that of {contest}. Check --area and --contest.",
    ),
    "E235": (
        "Kolom suara dalam {path} ({columns}) bukan milik {contest}, yang tidak mengenal calon dari partai.",
        "The vote columns of {path} ({columns}) are not those of {contest}, which has no candidates of parties.",
    ),
    "E236": (
        (
            "Hasil gabungan {path} tidak per kecamatan, jadi tidak dapat dijadikan fakta. Pakai berkas tiap kabupaten"
            " atau kota."
        ),
        "The aggregate {path} is not per kecamatan, so no facts can be made of it. Use the files of each kabupaten.",
    ),
    "E237": (
        "Ada {contests} pemilihan untuk {sources} berkas. Berikan satu --contest, atau satu untuk setiap berkas.",
        "There are {contests} contests for {sources} sources. Give one --contest, or one for each source.",
    ),
    "E238": (
        "{first} dan {second} bukan dari satu pemilihan. Impor masing-masing ke folder sendiri.",
        "{first} and {second} are not of one election. Import each into a folder of its own.",
    ),
    "E239": (
        "Hasil {contest} per kecamatan; untuk fakta diperlukan daftar desa. Berikan dengan --desa (kolom kode,nama).",
        "The results of {contest} are per kecamatan; facts need a list of desa. Give it by --desa (columns kode,nama).",
    ),
    "E245": (
        "Hasil gabungan {path} bukan milik {contest}. Periksa --contest.",
        "The aggregate {path} is not of {contest}. Check --contest.",
    ),
    "E245.kind": (
        "Hasil gabungan {path} dari Pilkada, jadi bukan {contest}. Berikan gubernur-, bupati- atau walikota-.",
        "The aggregate {path} is of a Pilkada, so not of {contest}. Give gubernur-, bupati- or walikota-.",
    ),
    "E245.outside": (
        "Wilayah {path} tidak termasuk wilayah {contest}. Periksa --contest dan nama berkasnya.",
        "The area of {path} is not inside that of {contest}. Check --contest and the name of the file.",
    ),
    "E245.area_twice": (
        "Wilayah {path} sudah ada dalam berkas lain untuk {contest}. Berikan satu kali saja.",
        "The area of {path} stands in another file of {contest} already. Give it once.",
    ),
    "E245.candidates": (
        "Calon dalam {path} bukan calon yang terdaftar untuk {contest}. Periksa --contest dan --candidates.",
        "The candidates in {path} are not those listed for {contest}. Check --contest and --candidates.",
    ),
    "E245.options": (
        "Calon dalam {path} lain dari berkas sebelumnya untuk {contest}. Periksa berkas dan --candidates.",
        "The candidates in {path} are not those of the file before, for {contest}. Check the files and --candidates.",
    ),
    "E246": (
        (
            "Nomor pilihan dalam {path} tidak dikenal; yang dikenal hanya ppwp 2024. Impor dengan rekap import dan"
            " berikan daftar calonnya dengan --candidates."
        ),
        (
            "The option ids in {path} are not known; only those of ppwp 2024 are. Use rekap import and give the list"
            " of candidates with --candidates."
        ),
    ),
    "E247": (
        "Dalam {path} tidak ada satu TPS atau wilayah pun yang terbaca. Periksa berkas atau foldernya.",
        "There is not one TPS or area in {path} that can be read. Check the file or folder.",
    ),
    "E248": (
        "{path} ialah berkas fakta, bukan hasil yang diumumkan. Bangun dengan: rekap simulate",
        "{path} is a file of facts, not published results. Build it with: rekap simulate",
    ),
    "E249": (
        "{path} sudah ada dan tidak ditimpa. Pilih nama lain untuk pemetaannya.",
        "{path} is there already and is not overwritten. Choose another name for the mapping.",
    ),
}

SIMULATE: Final[dict[str, tuple[str, str]]] = {
    "simulate.done": (
        "Selesai: {stations} TPS, {received} dengan hasil, {absent} tanpa hasil. Semuanya ada di {out}.",
        "Done: {stations} TPS, {received} with a result, {absent} without. Everything is in {out}.",
    ),
    "simulate.verify": ("Periksa dengan: {command}", "Verify it with: {command}"),
    "simulate.only_feeds": (
        "Opsi {option} hanya untuk hasil yang diumumkan; berkas fakta sudah menentukannya sendiri.",
        "The option {option} is for published results only; a file of facts settles that itself.",
    ),
    "help.simulate": (
        "Membangun replika pemilihan dari hasil per TPS yang sudah diumumkan, atau dari berkas fakta.",
        "Build a replica of an election from published results per TPS, or from a file of facts.",
    ),
    "help.simulate.feed": (
        (
            "CSV, Parquet atau XLSX dengan satu baris per TPS (kode_tps, suara_1, suara_2, ..., suara_sah, ...; sel"
            " kosong berarti tidak diumumkan); JSON per TPS, satu folder atau zip darinya; atau berkas fakta (.toml,"
            " .json)."
        ),
        (
            "CSV, Parquet or XLSX with one row per TPS (kode_tps, suara_1, suara_2, ..., suara_sah, ...; an empty cell"
            " means not published); JSON per TPS, a folder or zip of it; or a file of facts (.toml, .json)."
        ),
    ),
    "help.simulate.out": (
        "Folder baru untuk hasilnya: archive, trust, keys.",
        "New folder for the result: archive, trust, keys.",
    ),
    "help.simulate.contest": (
        "Jenis pemilihan: ppwp (bawaan), dpr-16-1, dpd-16, dprd_kabko-1607-3, gubernur-16, bupati-1609, ...",
        "The contest: ppwp (default), dpr-16-1, dpd-16, dprd_kabko-1607-3, gubernur-16, bupati-1609, ...",
    ),
    "help.simulate.area": (
        "Hanya TPS di wilayah ini, misalnya 1609.",
        "Only the TPS of this area, for example 1609.",
    ),
}

IMPORT: Final[dict[str, tuple[str, str]]] = {
    "help.import": (
        "Membaca hasil yang diumumkan, melaporkan masalahnya, dan bila diminta menulis fakta untuk rekap simulate.",
        "Read published results, report what is wrong in them, and on demand write facts for rekap simulate.",
    ),
    "help.import.sources": (
        "CSV, Parquet, XLSX, JSON per TPS (satu berkas, folder atau zip), atau JSON gabungan per kecamatan.",
        "CSV, Parquet, XLSX, JSON per TPS (a file, folder or zip), or aggregate JSON per kecamatan.",
    ),
    "help.import.out": (
        "Folder baru untuk facts.json dan tabelnya.",
        "New folder for facts.json and its tables.",
    ),
    "help.import.contest": (
        "Jenis pemilihan; satu untuk semua berkas, atau satu untuk setiap berkas. JSON per TPS: bawaan ppwp.",
        "The contest; one for all sources, or one for each. JSON per TPS: ppwp by default.",
    ),
    "help.import.save_mapping": (
        "Menyimpan pemetaan kolom ke berkas baru ini (.toml atau .json), untuk --mapping.",
        "Save the mapping of columns to this new file (.toml or .json), for --mapping.",
    ),
    "help.import.candidates": (
        "Daftar calon dari sumber hasil (JSON: kode wilayah, nomor pilihan, nama); boleh beberapa kali.",
        "The feed's list of candidates (JSON: area code, option id, name); may be given several times.",
    ),
    "help.import.desa": (
        "Daftar desa (CSV: kode,nama[,tps]; kolom lain diabaikan), untuk fakta dari hasil per kecamatan.",
        "List of desa (CSV: kode,nama[,tps]; other columns are ignored), for facts of results per kecamatan.",
    ),
    "help.param.mapping": (
        "Berkas pemetaan kolom dari rekap import --save-mapping. Tanpa ini judul kolom ditebak.",
        "A mapping of columns from rekap import --save-mapping. Without it the headers are guessed.",
    ),
    "help.param.sheet": (
        "Lembar buku kerja XLSX; bawaannya lembar pertama yang judul kolomnya dikenal.",
        "The sheet of an XLSX workbook; by default the first one with known headers.",
    ),
    "help.param.strict": (
        "Berhenti bila ada masalah sekecil apa pun; tidak ada yang ditulis, kode keluar 5.",
        "Stop at any problem; nothing is written, exit code 5.",
    ),
    "import.stations": (
        "{path}: {read} TPS, {published} dengan angka; {left_out} tidak dipakai.",
        "{path}: {read} TPS, {published} with figures; {left_out} left out.",
    ),
    "import.rows": ("  Baris formulir: {rows}", "  Rows of the form: {rows}"),
    "import.own": ("  Kolom dengan nama baris formulir: {headers}", "  Columns by names of rows: {headers}"),
    "import.column": ("  Kolom {header} -> {row}", "  Column {header} -> {row}"),
    "import.guessed": ("  Kolom {header} -> {row} (ditebak)", "  Column {header} -> {row} (guessed)"),
    "import.ignored": ("  Kolom yang tidak dipakai: {headers}", "  Columns not used: {headers}"),
    "import.sheet": ("  Lembar: {sheet}", "  Sheet: {sheet}"),
    "import.sums": ("  Baris jumlah yang dilewati: {count}", "  Rows of sums passed over: {count}"),
    "import.state": (
        "  status_suara {votes}, status_adm {figures}: {count} TPS",
        "  status_suara {votes}, status_adm {figures}: {count} TPS",
    ),
    "import.psu": ("  Tanda {mark}: {count}", "  Mark {mark}: {count}"),
    "import.aggregate": (
        "{path}: {tps_in} dari {tps_total} TPS masuk, {parts} wilayah; {problems} masalah.",
        "{path}: {tps_in} of {tps_total} TPS in, {parts} areas; {problems} problems.",
    ),
    "import.option": ("  {no} {name}: {votes}", "  {no} {name}: {votes}"),
    "import.written": (
        "Fakta {contests} ditulis ke {path}. Bangun dengan: {command}",
        "Facts of {contests} were written to {path}. Build it with: {command}",
    ),
    "import.saved": ("Pemetaan kolom disimpan di {path}.", "The mapping of columns was saved in {path}."),
    "import.no_mapping": (
        "Tidak ada pemetaan untuk disimpan: hanya CSV, Parquet dan XLSX punya judul kolom.",
        "There is no mapping to save: only CSV, Parquet and XLSX have headers.",
    ),
    "import.mappings_differ": (
        "Judul kolom {path} lain dari berkas sebelumnya, jadi satu pemetaan tidak cukup. Simpan satu per satu.",
        "The headers of {path} are not those of the file before, so one mapping is not enough. Save them one by one.",
    ),
}
