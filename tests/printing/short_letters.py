"""A short letter in each language beyond those of `letters_to_print`. Every person in them is invented.

Each holds what its script is hard for: joiners, signs before their consonants, characters of people's names.
"""

from tests.printing.letters_to_print import DAY, MINISTER
from tests.support.builders import a_letter
from webapp.domain.language import parse
from webapp.domain.letter import Letter

SHORT: dict[str, tuple[str, str, str, str, str]] = {
    "uk": (
        "Звільніть Марту Ілін",
        "Вельмишановний пане міністре!",
        "Пишу Вам про Марту Ілін — учительку з Арвена. Ґанок, їжак, єдність, об’єднання «Праця».",
        "З повагою",
        "Оксана Їжак",
    ),
    "fr": (
        "Libérez Marta Ilin",
        "Monsieur le Ministre,",
        "Je vous écris au sujet de Marta Ilin, accusée d’«\u202ffausses "
        "informations\u202f»\u202f; œuvre, Noël, où.",
        "Veuillez agréer, Monsieur le Ministre, l’expression de ma haute considération.",
        "Élise Cœur",
    ),
    "de": (
        "Lassen Sie Marta Ilin frei",
        "Sehr geehrter Herr Minister,",
        "ich schreibe Ihnen wegen Marta Ilin, verurteilt wegen „falscher Angaben“ – § 114, größte Übel.",
        "Hochachtungsvoll",
        "Jörg Weiß",
    ),
    "it": (
        "Liberate Marta Ilin",
        "Signor Ministro,",
        "Le scrivo perché Marta Ilin è in carcere: più di sei anni, «così», l’età, città.",
        "Con osservanza",
        "Niccolò Però",
    ),
    "pt-BR": (
        "Libertem Marta Ilin",
        "Senhor Ministro,",
        "Escrevo sobre Marta Ilin, presa por “informações falsas”: não, três irmãs, condição, 1.º de março.",
        "Respeitosamente",
        "João Conceição",
    ),
    "pl": (
        "Uwolnić Martę Ilin",
        "Szanowny Panie Ministrze,",
        "Piszę w sprawie Marty Ilin, „nauczycielki” z Arven. Zażółć gęślą jaźń.",
        "Z poważaniem",
        "Łucja Śnieżek",
    ),
    "tr": (
        "Marta Ilin serbest bırakılsın",
        "Sayın Bakan,",
        "Size 58 yaşındaki Marta Ilin hakkında yazıyorum: fikir, filiz, fırın, ofis, ışık, İĞÜŞÖÇ, “ağaç”.",
        "Saygılarımla,",
        "Işıl Çağdaş",
    ),
    "fa": (
        "مارتا ایلین را آزاد کنید",
        "جناب آقای وزیر،",
        "این نامه را دربارهٔ خانم مارتا ایلین، ۵۸ ساله، می‌نویسم. او را بر پایهٔ مادهٔ ۱۱۴ به شش سال زندان محکوم "
        "کرده‌اند؛ خواهش‌هایم را بپذیرید و او را بی‌درنگ آزاد کنید.",
        "با احترام",
        "شیرین رضایی",
    ),
    "zh-Hans": (
        "请释放玛尔塔·伊林",
        "尊敬的司法部长先生：",
        "我写信给您，是为了阿尔文市教师玛尔塔·伊林（58岁）。2023年3月9日，她在议会宣读了十一名儿童的姓名，便被控“散布虚假信息”，"
        "判处六年监禁——至今仍未获释……姓名：镕、喆、堃、昇、祎、玥、翀、垚、犇、淼、赟、旻。",
        "此致敬礼",
        "王喆堃",
    ),
    "ja": (
        "マルタ・イリンの釈放を求めます",
        "法務大臣閣下、",
        "私は、アルヴェンの教師であるマルタ・イリン氏（58歳）についてお手紙を差し上げます。2023年3月9日、同氏は町議会で「虚偽の"
        "情報」を流布したとされ、懲役6年の判決を受けました。髙橋、﨑山、𠮷田、濵口、頰、𠮟責、俱楽部。",
        "敬具",
        "髙﨑 𠮷子",
    ),
    "ko": (
        "마르타 일린을 석방해 주십시오",
        "법무부 장관님께,",
        "저는 아르벤의 교사인 마르타 일린(58세) 씨에 관하여 편지를 드립니다. 2023년 3월 9일, 그는 "
        "시의회 회의에서 어린이 열한 명의 이름을 낭독했고, “허위 정보를 유포한” 혐의로 "
        "징역 6년을 선고받았습니다. 똠, 쓩, 쀼.",
        "존경을 담아",
        "김하늘",
    ),
    "hi": (
        "मार्ता इलिन को रिहा करें",
        "माननीय मंत्री महोदय,",
        "मैं आपको 58 वर्षीय शिक्षिका मार्ता इलिन के बारे में लिख रही हूँ। उन्हें “जानबूझकर झूठी जानकारी फैलाने” का "
        "दोषी ठहराकर छह वर्ष के कारावास की सज़ा दी गई। श्रद्धा, क्षमा, द्विज, ज्ञान, स्त्री, राष्ट्र, "
        "कर्म, निश्चित, गिरफ़्तार।",
        "भवदीया,",
        "श्रुति मेहरा",
    ),
    "th": (
        "ขอให้ปล่อยตัวมาร์ตา อีลิน",
        "เรียน ท่านรัฐมนตรี",
        "ข้าพเจ้าเขียนถึงท่านเรื่องมาร์ตา อีลิน ซึ่งถูกจำคุกหกปี ทำไมน้ำใจจึงเป็นความผิด",
        "ขอแสดงความนับถือ",
        "กำไล น้ำฝน",
    ),
}
"""Subject, salutation, text, closing and name, by language tag."""


def a_short_letter(tag: str) -> Letter:
    """Make the short letter in a language. Its sender gives no address."""
    subject, salutation, text, closing, name = SHORT[tag]
    return a_letter(
        target=MINISTER,
        language=parse(tag),
        subject=subject,
        salutation=salutation,
        paragraphs=(text,),
        closing=closing,
        sender_name=name,
        sender_address=(),
        day=DAY,
    )
