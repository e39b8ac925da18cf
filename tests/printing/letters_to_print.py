"""Letters to print, in four languages. Every person, place and law in them is invented."""

from datetime import date
from typing import Any

from tests.support.builders import a_letter, a_target
from webapp.domain.address import PostalAddress
from webapp.domain.language import parse
from webapp.domain.letter import Letter
from webapp.domain.target import Target
from webapp.printing.letter_document import FaxLabels

DAY = date(2026, 3, 14)

MINISTER = a_target(
    id="minister",
    office="Ministry of Justice",
    name="Tomas Renn",
    title="Minister of Justice of the Republic of Veldania",
    address=PostalAddress(
        (
            "Ministry of Justice",
            "Tomas Renn",
            "Minister of Justice of the Republic of Veldania",
            "14 Linden Square",
            "10204 Karsava",
            "VELDANIA",
        )
    ),
    locality_lines=("14 Linden Square", "10204 Karsava", "VELDANIA"),
    country="VE",
    email=(),
)
AMBASSADOR = a_target(
    id="ambassador",
    office="Embassy of Veldania",
    name="Ambassador Lena Okhart",
    title="Ambassador",
    address=PostalAddress(
        ("Embassy of Veldania", "Ambassador Lena Okhart", "1180 Halvard Street, NW", "Washington DC 20008")
    ),
    locality_lines=("1180 Halvard Street, NW", "Washington DC 20008"),
    country="US",
    email=(),
)

COMMON_FIELDS = ("subject", "paragraphs", "closing", "sender_name", "sender_address")
"""Fields of a letter that do not depend on its target."""

FAX_LABELS = FaxLabels(parse("en"), "Fax", "To", "From", "Date", "Subject", "Pages")

TEXTS = {
    "en": {
        "subject": "Release Marta Ilin",
        "minister": "Dear Minister,",
        "ambassador": "Dear Ambassador,",
        "paragraphs": (
            "I am writing to you about Marta Ilin, 58, a schoolteacher and a member of the town council of "
            "Arven. On 9 March 2023 she read aloud, at a public session of the council, the names of eleven "
            "children who had been killed in the villages along the border. For this alone she was arrested, "
            "charged under Article 114.2 of the Criminal Code with “spreading knowingly false information”, "
            "and sentenced to six years in prison.",
            "Her appeal was heard in September 2024 and lasted forty minutes. The sentence was upheld. Since "
            "then she has been moved three times, each time further from her family, and she has spent 74 "
            "days in a punishment cell – once for a button left undone.",
            "I am deeply worried about her health. Marta Ilin lost part of a lung as a young woman. Her "
            "lawyer, who last saw her on 2 February, described her as pale, feverish and hardly able to "
            "stand. The prison doctor has prescribed aspirin. She has asked to be seen by a specialist five "
            "times; she has not yet had an answer.",
            "I call on you to release Marta Ilin at once and unconditionally, as she is held solely for "
            "having peacefully expressed her views, and to ensure that until then she enjoys the highest "
            "attainable standard of health. I further ask you to work for the repeal of Article 114.2, "
            "which is at odds with the obligations that Veldania has taken upon itself.",
        ),
        "closing": "Yours sincerely,",
        "sender_name": "Hannah Whitfield",
        "sender_address": ("27 Rookery Lane", "Sheffield S10 3QF", "United Kingdom"),
    },
    "ru": {
        "subject": "Освободите Марту Илин",
        "minister": "Уважаемый господин министр!",
        "ambassador": "Уважаемая госпожа посол!",
        "paragraphs": (
            "Пишу Вам о Марте Илин, 58-летней школьной учительнице и депутате городского совета Арвена. "
            "9 марта 2023 года на открытом заседании совета она прочла вслух имена одиннадцати детей, "
            "погибших в приграничных сёлах. Только за это её задержали, обвинили по статье 114.2 Уголовного "
            "кодекса в «распространении заведомо ложной информации» и приговорили к шести годам лишения "
            "свободы.",
            "Апелляционную жалобу рассмотрели в сентябре 2024 года за сорок минут. Приговор оставили в силе. "
            "С тех пор её трижды переводили, каждый раз всё дальше от семьи, и 74 дня она провела в "
            "штрафном изоляторе – однажды из-за незастёгнутой пуговицы.",
            "Меня глубоко тревожит состояние её здоровья. В молодости Марта Илин лишилась части лёгкого. "
            "Адвокат, видевший её в последний раз 2 февраля, рассказал, что она бледна, её лихорадит и она "
            "с трудом держится на ногах. Тюремный врач прописал аспирин. Она пять раз просила об осмотре "
            "у специалиста; ответа до сих пор нет.",
            "Призываю Вас немедленно и безоговорочно освободить Марту Илин, поскольку её держат под стражей "
            "исключительно за мирное выражение своих взглядов, а до освобождения обеспечить ей наивысший "
            "достижимый уровень здоровья. Прошу Вас также добиваться отмены статьи 114.2, противоречащей "
            "обязательствам, которые приняла на себя Велдания.",
        ),
        "closing": "С уважением,",
        "sender_name": "Анна Берёзкина",
        "sender_address": ("ул. Садовая, д. 8, кв. 31", "Рига, LV-1010", "Латвия"),
    },
    "es": {
        "subject": "Liberen a Marta Ilin",
        "minister": "Señor Ministro:",
        "ambassador": "Señora Embajadora:",
        "paragraphs": (
            "Le escribo para expresarle mi preocupación por Marta Ilin, de 58 años, maestra de escuela y "
            "concejala de la ciudad de Arven. El 9 de marzo de 2023 leyó en voz alta, en una sesión pública "
            "del concejo, los nombres de once niñas y niños muertos en los pueblos de la frontera. Solo por "
            "eso fue detenida, acusada en virtud del artículo 114.2 del Código Penal de «difundir "
            "información falsa a sabiendas» y condenada a seis años de prisión.",
            "La apelación se vio en septiembre de 2024 y duró cuarenta minutos. La condena fue confirmada. "
            "Desde entonces la han trasladado tres veces, cada vez más lejos de su familia, y ha pasado 74 "
            "días en una celda de castigo; una de ellas, por llevar un botón desabrochado.",
            "Me inquieta profundamente su salud. De joven, Marta Ilin perdió parte de un pulmón. Su abogado, "
            "que la vio por última vez el 2 de febrero, la encontró pálida, con fiebre y apenas capaz de "
            "tenerse en pie. El médico de la prisión le ha recetado aspirina. Ha pedido cinco veces que la "
            "examine un especialista. ¿Cuánto más tendrá que esperar?",
            "Le pido que ponga en libertad a Marta Ilin de inmediato y sin condiciones, pues está presa "
            "únicamente por haber expresado sus opiniones de manera pacífica, y que vele, mientras tanto, "
            "por que goce del más alto nivel posible de salud. Le ruego asimismo que promueva la derogación "
            "del artículo 114.2, incompatible con las obligaciones que Veldania ha asumido.",
        ),
        "closing": "Atentamente,",
        "sender_name": "Íñigo Argüelles Peña",
        "sender_address": ("Calle del Olmo, 12, 3.º izda.", "28012 Madrid", "España"),
    },
    "ar": {
        "subject": "أطلقوا سراح مارتا إيلين",
        "minister": "معالي الوزير،",
        "ambassador": "سعادة السفيرة،",
        "paragraphs": (
            "أكتب إليكم بشأن السيدة مارتا إيلين، البالغة من العمر ٥٨ عامًا، وهي معلّمة وعضو في المجلس "
            "البلدي لمدينة أرفن. ففي ٩ مارس ٢٠٢٣ قرأت، في جلسة علنية للمجلس، أسماء أحد عشر طفلًا "
            "قُتلوا في القرى الحدودية. ولهذا وحده اعتُقلت، ووُجّهت إليها تهمة «نشر معلومات كاذبة عن "
            "علم» بموجب المادة ١١٤٫٢ من القانون الجنائي، وحُكم عليها بالسجن ست سنوات.",
            "نُظر في استئنافها في سبتمبر ٢٠٢٤ ولم تستغرق الجلسة سوى أربعين دقيقة، وأُيّد الحكم. ومنذ "
            "ذلك الحين نُقلت ثلاث مرات، وفي كل مرة إلى مكان أبعد عن أسرتها، وأمضت ٧٤ يومًا في زنزانة "
            "تأديبية، وذلك مرة بسبب زرّ لم يُغلق.",
            "وإنني قلق للغاية على صحتها، فقد فقدت مارتا إيلين جزءًا من رئتها في شبابها. وقد وصفها "
            "محاميها، الذي رآها آخر مرة في ٢ فبراير، بأنها شاحبة ومحمومة ولا تكاد تقوى على الوقوف. "
            "ولم يصف لها طبيب السجن سوى الأسبرين. وقد طلبت خمس مرات أن يفحصها طبيب مختص، ولم تتلقَّ "
            "جوابًا بعد (Reg. No. 207).",
            "أدعوكم إلى إطلاق سراح مارتا إيلين فورًا ودون قيد أو شرط، لأنها محتجزة لمجرد تعبيرها "
            "السلمي عن آرائها، وإلى ضمان تمتعها حتى ذلك الحين بأعلى مستوى من الصحة يمكن بلوغه. كما "
            "أطلب منكم العمل على إلغاء المادة ١١٤٫٢ التي تتعارض مع الالتزامات التي قطعتها فيلدانيا "
            "على نفسها.",
        ),
        "closing": "وتفضلوا بقبول فائق الاحترام،",
        "sender_name": "سليم الحدّاد",
        "sender_address": ("شارع الزيتون ١٤", "تونس ١٠٠٢", "تونس"),
    },
}


def a_full_letter(tag: str = "en", target: Target = MINISTER, **changes: Any) -> Letter:
    """Make a letter of a page with a sender, in one of `TEXTS`' languages, with the given fields changed."""
    letter: dict[str, object] = {
        "target": target,
        "language": parse(tag),
        "salutation": TEXTS[tag][target.id],
        "day": DAY,
        **{name: TEXTS[tag][name] for name in COMMON_FIELDS},
    }
    return a_letter(**(letter | changes))
