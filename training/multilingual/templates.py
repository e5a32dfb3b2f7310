"""Made-up sentences for languages without a corpus that may be shipped, or with little of one.

The sentences are ours. ``{P}`` is a place as in a dictionary, ``{L}`` one after a preposition
(with an ending where the language has endings), ``{O}`` an organisation, ``{N}`` a person.
Names of places come from ``names``; a letter that stands before a slot without a space belongs
to the word and so to the name, as in Arabic and Hebrew.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

from training.multilingual.augment import inflected
from training.multilingual.names import names_of
from training.recognizer.augment import Writer
from training.recognizer.data import Example

SENTENCES = {
    "es": """
Al menos doce personas murieron en {P} tras las lluvias del lunes, informó {O}.
El presidente {N} viajará a {P} y después a {P} para reunirse con empresarios.
La policía de {P} detuvo a {N} cerca de la frontera con {P}.
Según {O}, el terremoto se sintió también en {P}, {P} y {P}.
{P}, la capital de {P}, acogerá la cumbre en octubre.
Miles de manifestantes salieron a las calles de {P} contra el Gobierno.
La ministra {N} dijo que el tren entre {P} y {P} volverá a funcionar.
El río se desbordó al norte de {P}, en la provincia de {P}.
{N} nació en {P} en 1956 y trabajó para {O}.
Un juez ordenó el cierre de la empresa {O}, con sede en {P}.
Vecinos de {P} denuncian la falta de agua desde el martes.
""",
    "it": """
Almeno dodici persone sono morte a {P} dopo le piogge di lunedì, riferisce {O}.
Il presidente {N} sarà a {P} e poi a {P} per incontrare gli imprenditori.
La polizia di {P} ha arrestato {N} vicino al confine con {P}.
Secondo {O}, la scossa è stata avvertita anche a {P}, {P} e {P}.
{P}, la capitale di {P}, ospiterà il vertice in ottobre.
Migliaia di persone sono scese in piazza a {P} contro il governo.
La ministra {N} ha detto che il treno tra {P} e {P} tornerà a circolare.
Il fiume è esondato a nord di {P}, in provincia di {P}.
{N} è nato a {P} nel 1956 e ha lavorato per {O}.
Il tribunale di {P} ha condannato i vertici di {O}.
L'incidente è avvenuto ieri sulla strada per {P}.
L'{P} e la {P} hanno mandato aiuti; il {P} è pronto a intervenire.
Il traffico tra l'{P} e l'{P} è fermo, dice {O}.
Nell'{P} meridionale e all'{P} mancano i medici.
L'ambasciatore dell'{P} a {P} è stato convocato.
""",
    "fr": """
Au moins douze personnes sont mortes à {P} après les pluies de lundi, selon {O}.
Le président {N} se rendra à {P} puis à {P} pour rencontrer des chefs d'entreprise.
La police de {P} a arrêté {N} près de la frontière avec {P}.
Selon {O}, le séisme a aussi été ressenti à {P}, {P} et {P}.
{P}, la capitale du pays, accueillera le sommet en octobre.
Des milliers de manifestants ont défilé dans les rues de {P} contre le gouvernement.
La ministre {N} a annoncé la reprise des trains entre {P} et {P}.
Le fleuve est sorti de son lit au nord de {P}.
{N} est né à {P} en 1956 et a travaillé pour {O}.
Le tribunal de {P} a condamné {N} à trois ans de prison.
L'usine de {O} à {P} fermera ses portes en mars.
Des habitants de {P} dénoncent le manque d'eau depuis mardi.
L'{P} et le {P} ont envoyé des secours ; la {P} se dit prête à intervenir.
L'ambassadeur de l'{P} à {P} a été convoqué.
Selon {O}, l'{P} et l'{P} devront réduire leurs exportations vers l'{P}.
Les soldats venaient d'{P} et d'{P}, au nord de l'{P}.
Le navire a traversé la mer d'{P} avant de gagner le port d'{P}.
""",
    "nl": """
Zeker twaalf mensen kwamen om in {P} na de regen van maandag, meldt {O}.
President {N} reist naar {P} en daarna naar {P} voor overleg met ondernemers.
De politie van {P} heeft {N} aangehouden bij de grens met {P}.
Volgens {O} was de aardbeving ook te voelen in {P}, {P} en {P}.
{P} is in oktober gastheer van de top.
Duizenden betogers gingen in {P} de straat op tegen de regering.
Minister {N} zegt dat de treinen tussen {P} en {P} weer rijden.
De rivier trad ten noorden van {P} buiten haar oevers.
{N} werd in 1956 geboren in {P} en werkte voor {O}.
De rechtbank in {P} veroordeelde {N} tot drie jaar cel.
""",
    "pl": """
Co najmniej dwanaście osób zginęło w {L} po poniedziałkowych ulewach, podała agencja {O}.
Prezydent {N} poleci do {L}, a potem do {L}.
Policja zatrzymała {N} w pobliżu granicy z {L}.
Według {O} wstrząsy odczuto także w {L}, {L} i {L}.
{P} będzie w październiku gospodarzem szczytu.
Tysiące ludzi wyszło na ulice {L} przeciw rządowi.
Minister {N} zapowiedział, że pociągi z {L} do {L} znów pojadą.
Rzeka wylała na północ od {L}.
{N} urodził się w {L} w 1956 roku i pracował dla {O}.
Mieszkańcy {L} skarżą się na brak wody.
Mer miasta {P} spotkał się z ambasadorem.
""",
    "cs": """
Nejméně dvanáct lidí zahynulo v {L} po pondělních deštích, uvedla agentura {O}.
Prezident {N} odcestuje do {L} a potom do {L}.
Policie zadržela {N} nedaleko hranic s {L}.
Podle {O} bylo zemětřesení cítit také v {L}, {L} a {L}.
{P} bude v říjnu hostit summit.
Tisíce lidí vyšly do ulic {L} proti vládě.
Ministr {N} oznámil, že vlaky z {L} do {L} opět jezdí.
Řeka se vylila severně od {L}.
{N} se narodil v {L} v roce 1956 a pracoval pro {O}.
Obyvatelé {L} si stěžují na nedostatek vody.
""",
    "uk": """
Щонайменше дванадцять людей загинули в {L} після дощів у понеділок, повідомило {O}.
Президент {N} відвідає {P}, а потім {P}.
Поліція затримала {N} поблизу кордону з {L}.
За даними {O}, поштовхи відчули також у {L}, {L} та {L}.
{P} прийматиме саміт у жовтні.
Тисячі людей вийшли на вулиці {L} проти уряду.
Міністр {N} заявив, що потяги з {L} до {L} знову курсують.
Річка вийшла з берегів на північ від {L}.
{N} народився в {L} у 1956 році та працював у {O}.
Жителі {L} скаржаться на відсутність води.
Війська відійшли від {L}, кажуть у Генштабі.
Росія обстріляла {P} та {P} у ніч на вівторок.
""",
    "ru": """
По меньшей мере двенадцать человек погибли в {L} после дождей в понедельник, сообщает {O}.
Президент {N} посетит {P}, а затем {P}.
Полиция задержала {N} недалеко от границы с {L}.
По данным {O}, толчки ощущались также в {L}, {L} и {L}.
{P} примет саммит в октябре.
Тысячи людей вышли на улицы {L} против правительства.
Министр {N} заявил, что поезда из {L} в {P} снова ходят.
Река вышла из берегов к северу от {L}.
{N} родился в {L} в 1956 году и работал в {O}.
Жители {L} жалуются на отсутствие воды.
""",
    "tr": """
{O}, pazartesi günkü yağışların ardından {P}'da en az on iki kişinin öldüğünü bildirdi.
Cumhurbaşkanı {N}, {P} ve {P} ziyaretlerine başladı.
Polis, {N} isimli şüpheliyi {P} sınırında gözaltına aldı.
{O} verilerine göre deprem {L}, {P} ve {L} de hissedildi.
{P} ekim ayında zirveye ev sahipliği yapacak.
{L} binlerce kişi hükümeti protesto etti.
Bakan {N}, {P} ile {P} arasındaki trenlerin yeniden çalışacağını söyledi.
Nehir {P}'nın kuzeyinde taştı.
{N} 1956'da {L} doğdu ve {O} için çalıştı.
{P} Valisi {N} açıklama yaptı.
{P} Büyükşehir Belediyesi su kesintisini duyurdu.
""",
    "ar": """
قُتل ما لا يقل عن اثني عشر شخصا في {P} بعد أمطار يوم الاثنين، بحسب {O}.
وصل الرئيس {N} إلى {P} قادما من {P} في زيارة رسمية.
اعتقلت الشرطة {N} قرب الحدود مع {P}.
وقالت {O} إن الزلزال شعر به سكان {P} و{P} و{P}.
تستضيف {P} القمة في أكتوبر.
خرج آلاف المتظاهرين إلى شوارع {P} احتجاجا على الحكومة.
أعلن الوزير {N} عودة القطارات بين {P} و{P}.
فاض النهر شمال {P}.
ولد {N} في {P} عام 1956 وعمل في {O}.
يشكو أهالي {P} من انقطاع المياه.
قصف الجيش مواقع ب{P} وأطراف {P} الغربية.
انفجار كبير في مدينة {P} وسقوط جرحى.
عاجل | هزة أرضية في محافظة {P}.
سافر الوفد من {P} ل{P} لبحث الأزمة.
#{P} تغرق بعد السيول.
وأرسلت {P} و{P} مساعدات إلى {P}، وأعربت {P} عن أسفها.
شعر بالهزة سكان {P} و{P} و{P} و{P}.
الطريق بين {P} و{P} مقطوع منذ الأحد بعد سيول جارفة.
توقعت الأرصاد أمطارا غزيرة على {P} و{P}، ودعت {O} إلى دعم عاجل.
خط قطار يربط {P} ب{P} مرورا ب{P}.
نزح السكان من {P} و{P} إلى محافظة {P}.
قال {N} إن {O} أرسلت خياما إلى {P}.
""",
    "fa": """
دست کم دوازده نفر در {P} پس از باران روز دوشنبه کشته شدند.
رئیس جمهور {N} به {P} و سپس به {P} سفر می‌کند.
پلیس {N} را نزدیک مرز {P} بازداشت کرد.
زلزله در {P}، {P} و {P} نیز احساس شد.
هزاران نفر در خیابان‌های {P} علیه دولت تظاهرات کردند.
وزیر {N} گفت قطارهای بین {P} و {P} دوباره حرکت می‌کنند.
{N} در سال ۱۳۳۵ در {P} به دنیا آمد.
استاندار {P} از کمبود آب خبر داد.
نشست سران در {P} برگزار می‌شود.
""",
    "he": """
לפחות שנים עשר בני אדם נהרגו ב{P} לאחר הגשמים ביום שני.
הנשיא {N} יגיע ל{P} ואחר כך ל{P}.
המשטרה עצרה את {N} סמוך לגבול עם {P}.
הרעש הורגש גם ב{P}, {P} ו{P}.
אלפי מפגינים יצאו לרחובות {P} נגד הממשלה.
השר {N} אמר כי הרכבות בין {P} ל{P} ישובו לפעול.
{N} נולד ב{P} בשנת 1956.
תושבי {P} מתלוננים על מחסור במים.
הפסגה תיערך ב{P} באוקטובר.
""",
    "el": """
Τουλάχιστον δώδεκα άνθρωποι έχασαν τη ζωή τους στην {P} μετά τις βροχές της Δευτέρας.
Ο πρόεδρος {N} θα ταξιδέψει στη {P} και έπειτα στο {P}.
Η αστυνομία συνέλαβε τον {N} κοντά στα σύνορα με την {P}.
Ο σεισμός έγινε αισθητός και σε {P}, {P} και {P}.
Χιλιάδες διαδηλωτές βγήκαν στους δρόμους της {P}.
Ο υπουργός {N} δήλωσε ότι τα τρένα από {P} προς {P} κινούνται ξανά.
Ο {N} γεννήθηκε στην {P} το 1956.
Κάτοικοι της {P} διαμαρτύρονται για την έλλειψη νερού.
""",
    "hi": """
सोमवार की बारिश के बाद {P} में कम से कम बारह लोगों की मौत हो गई।
राष्ट्रपति {N} पहले {P} और फिर {P} जाएंगे।
पुलिस ने {N} को {P} की सीमा के पास गिरफ्तार किया।
भूकंप के झटके {P}, {P} और {P} में भी महसूस किए गए।
{P} में हजारों लोगों ने सरकार के खिलाफ प्रदर्शन किया।
मंत्री {N} ने कहा कि {P} से {P} तक ट्रेनें फिर चलेंगी।
{N} का जन्म 1956 में {P} में हुआ था।
{P} के निवासियों ने पानी की कमी की शिकायत की।
""",
    "sw": """
Watu wasiopungua kumi na wawili wamefariki {P} baada ya mvua za Jumatatu.
Rais {N} atasafiri kwenda {P} na baadaye {P}.
Polisi wamemkamata {N} karibu na mpaka wa {P}.
Tetemeko hilo lilisikika pia {P}, {P} na {P}.
Maelfu ya waandamanaji walijitokeza katika mitaa ya {P}.
Waziri {N} alisema treni kati ya {P} na {P} zitarejea.
{N} alizaliwa {P} mwaka 1956.
Wakazi wa {P} wanalalamikia ukosefu wa maji.
""",
}
PEOPLE = {
    "uk": "Олена Коваленко|Андрій Шевчук|Ірина Бондар|Сергій Мельник|Тарас Гончар|Марія Лисенко",
    "ru": "Андрей Соколов|Ирина Белова|Сергей Морозов|Анна Кузьмина|Павел Орлов|Ольга Зайцева",
    "ar": "أحمد الخطيب|محمود عباس|سعاد الحسن|خالد منصور|ليلى حداد|يوسف النجار|عمر الشريف|منى زيدان",
    "fa": "رضا کریمی|مریم احمدی|حسن رضایی|علی موسوی|زهرا نوری|محمد صادقی",
    "he": "דוד לוי|רחל כהן|יוסי מזרחי|שרה פרץ|משה אברהם|נועה ביטון",
    "el": "Γιώργος Παππάς|Μαρία Νικολάου|Νίκος Ιωάννου|Ελένη Δημητρίου|Κώστας Αντωνίου",
    "hi": "राहुल शर्मा|सुनीता देवी|अमित सिंह|प्रिया वर्मा|राजेश कुमार|अनीता गुप्ता",
    "sw": "Juma Hassan|Asha Mwinyi|Joseph Kimani|Neema Mushi|Peter Otieno|Halima Said",
    "tr": "Mehmet Yıldız|Ayşe Demir|Mustafa Kaya|Elif Şahin|Hasan Çelik|Zeynep Arslan",
    "pl": "Jan Kowalski|Anna Nowak|Piotr Zieliński|Maria Wójcik|Tomasz Lewandowski|Ewa Mazur",
    "cs": "Petr Novák|Jana Dvořáková|Tomáš Svoboda|Eva Černá|Martin Procházka|Lucie Králová",
    "es": "Carlos Herrera|Lucía Romero|José Luis Medina|Ana Torres|Pablo Castillo|Marta Ortega",
    "it": "Marco Bianchi|Giulia Conti|Luca Ferrari|Anna Greco|Paolo Marini|Elena Fontana",
    "fr": "Pierre Moreau|Claire Lefèvre|Jean Dupont|Sophie Girard|Luc Bernard|Nadia Benali",
    "nl": "Jan de Vries|Anouk Bakker|Pieter van Dijk|Lotte Visser|Kees Mulder|Sanne Smit",
}
GROUPS = {
    "uk": "Укрзалізниця|Нафтогаз|ООН|Генштаб|НАТО", "ru": "Газпром|ООН|МЧС|НАТО|Роснефть",
    "ar": "الأمم المتحدة|منظمة الصحة العالمية|حزب الله|الهلال الأحمر|حماس|الناتو|رويترز",
    "fa": "سازمان ملل|هلال احمر", "he": "האו״ם|צה״ל", "tr": "AFAD|Kızılay|NATO|BM|TOKİ",
    "pl": "PAP|ONZ|Orlen|NATO|PKP", "cs": "ČTK|OSN|Škoda|NATO|ČEZ",
    "es": "la ONU|EFE|Repsol|la OTAN|Telefónica|Cruz Roja", "it": "ONU|Eni|Ansa|NATO|Fiat",
    "fr": "l'ONU|EDF|Renault|l'OTAN|Médecins sans frontières|la SNCF",
    "nl": "de VN|ANP|Philips|de NAVO|Rode Kruis", "hi": "संयुक्त राष्ट्र", "sw": "UN",
    "el": "ΟΗΕ",
}  # fmt: skip
_SLOT = re.compile(r"\{([PLON])\}")


def made(language: str, count: int, rng: random.Random) -> Iterator[Example]:
    """``count`` sentences in the language, each a document of its own."""
    sentences = SENTENCES[language].strip().split("\n")
    for number in range(count):
        out = Writer()
        _fill(out, rng.choice(sentences), language, rng)
        yield Example(out.text, out.flat, out.geo, document=f"made {language} {number}")


def _fill(out: Writer, sentence: str, language: str, rng: random.Random) -> None:
    at = 0
    for slot in _SLOT.finditer(sentence):
        out.add(sentence[at : slot.start()])
        at = slot.end()
        if slot[1] == "N":
            out.add(rng.choice(PEOPLE[language].split("|")), "PER")
        elif slot[1] == "O":
            out.add(rng.choice(GROUPS[language].split("|")), "ORG")
        else:
            _place(out, slot[1] == "L", language, rng)
    out.add(sentence[at:])


def _place(out: Writer, ending: bool, language: str, rng: random.Random) -> None:
    name = names_of(language).draw(rng)
    if ending:
        name = inflected(name, language, rng)
    start = len(out.text)
    while start and out.text[start - 1].isalpha():
        start -= 1
    name, mark, rest = name.partition("'") if language == "tr" else (name, "", "")
    out.add(name)
    for spans in (out.flat, out.geo):
        spans.append((start, len(out.text), "PLACE"))
    out.add(mark + rest)
