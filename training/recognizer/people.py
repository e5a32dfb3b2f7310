"""Names of people by region, and what companies, parties and armed groups are called.

Written for geomap from general knowledge; combined at random they name nobody in particular.
"""

from __future__ import annotations


def _pair(given: str, family: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return tuple(given.split()), tuple(family.split())


PEOPLE: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "Middle East and North Africa": _pair(
        "Ahmed Ali Hassan Hussein Omar Khaled Youssef Ibrahim Mustafa Mahmoud Tariq Walid Bassam "
        "Nabil Samir Karim Rachid Yacine Farid Salah Fatima Layla Noor Huda Mariam Zainab Rania "
        "Amal Samira Reza Hamid Mehdi Farhad Shirin Parisa Mehmet Emre Burak Elif Zeynep Yossi "
        "Avi Tamar Rivka Abdullah Abdulrahman Saad Faisal Nasser Majid Ayman Hisham",
        "al-Masri al-Khatib Haddad Khoury al-Jabouri al-Tikriti al-Hashimi Mansour Nasrallah "
        "Saleh Qasim Darwish Shaheen Barakat Awad Hamdan Suleiman al-Zahrani al-Otaibi Bensalem "
        "Bouazizi Benali Haddadi Mokrani Ziani Karimi Rahimi Hosseini Jafari Moradi Yilmaz Demir "
        "Kaya Celik Aydin Ozturk Cohen Levi Mizrahi Peretz Al-Sayed Al-Amiri Abadi Najjar Sabbagh",
    ),
    "Sub-Saharan Africa": _pair(
        "Chinedu Emeka Ngozi Amina Ibrahim Musa Sani Abubakar Kwame Kofi Ama Abena Kwabena Tunde "
        "Bola Segun Wanjiru Otieno Kamau Achieng Juma Baraka Neema Tendai Tatenda Rumbidzai Sipho "
        "Thabo Nomsa Lerato Mamadou Ousmane Aminata Fatou Moussa Boubacar Issa Jean-Pierre Pascal "
        "Espérance Tekle Abebe Selam Hawa Abdi Asha Joao Isabel Deng Garang Nyakim",
        "Okafor Adeyemi Okonkwo Bello Danjuma Abubakar Mensah Owusu Boateng Asante Odhiambo "
        "Kariuki Mwangi Mutua Wekesa Nkosi Dlamini Khumalo Mokoena Ndlovu Moyo Chikwanha Banda "
        "Phiri Mwale Diallo Traoré Keita Coulibaly Sow Diop Ndiaye Kaboré Ouedraogo Kabila "
        "Mukendi Ilunga Tshisekedi Nkurunziza Habimana Tesfaye Gebremariam Haile Farah Warsame "
        "Machar Kiir Chissano Mondlane Nyusi",
    ),
    "South and Central Asia": _pair(
        "Rajesh Sunil Amit Priya Anjali Deepak Vijay Lakshmi Arun Sanjay Kavita Meera Imran Asif "
        "Bilal Usman Ayesha Sana Nadia Rashid Farooq Gulbuddin Hamid Ashraf Zarifa Najib "
        "Mohammad Karim Shafiq Rahim Nasrin Tahmina Sheikh Ranil Chaminda Nimal Kumari Bishnu "
        "Pushpa Hari Nursultan Aigul Daniyar Bakyt Rustam Dilshod Gulnora Jamshed Farzana",
        "Sharma Gupta Patel Singh Reddy Iyer Nair Banerjee Chatterjee Mishra Yadav Verma Khan "
        "Malik Chaudhry Bhatti Qureshi Butt Baloch Achakzai Karzai Ghani Noorzai Popal Stanikzai "
        "Rahman Hossain Chowdhury Begum Miah Fernando Perera Wickramasinghe Jayasuriya Thapa "
        "Gurung Shrestha Adhikari Nazarbayev Tokayev Akhmetov Atambayev Karimov Yusupov "
        "Rakhmonov Saidov Berdiyev",
    ),
    "East and Southeast Asia": _pair(
        "Wei Jing Xiaoming Li Hao Mei Jun Fang Hiroshi Takeshi Yuki Kenji Sakura Haruto Akiko "
        "Min-jun Ji-woo Seo-yeon Hyun-woo Jae-in Nguyen Tran Thi Minh Linh Duc Somchai Prayut "
        "Yingluck Anan Budi Joko Siti Agus Dewi Susilo Ahmad Nurul Anwar Mahathir Jose Maria "
        "Rodrigo Leni Ferdinand Aung Thein Khin Zaw Sok Hun Bounnhang Batbold Oyun",
        "Zhang Wang Chen Liu Yang Zhao Huang Wu Zhou Xu Tanaka Suzuki Sato Takahashi Watanabe Ito "
        "Yamamoto Nakamura Kobayashi Kim Lee Park Choi Jung Kang Pham Hoang Vo Dang Bui "
        "Chaiyasit Srisuk Wongsakul Santoso Wijaya Hidayat Pratama Siregar Nasution Rahman "
        "Ismail Abdullah Reyes Cruz Bautista Santiago Villanueva Aquino Hlaing Myint Win Sen "
        "Sisoulith Enkhbayar",
    ),
    "Eastern Europe and the Caucasus": _pair(
        "Ivan Dmitry Sergei Alexei Natalia Olga Svetlana Vladimir Mikhail Oleksandr Volodymyr "
        "Andriy Oksana Iryna Taras Yulia Pavel Jan Piotr Agnieszka Katarzyna Marek Tomasz Jiri "
        "Petra Zuzana Istvan Laszlo Katalin Ion Andrei Mihaela Elena Georgi Dimitar Ivanka Marko "
        "Jovana Nikola Dragan Ana Luka Arben Besnik Giorgi Nino Levan Armen Hayk Ilham Leyla",
        "Ivanov Petrov Smirnov Kuznetsov Popova Volkov Sokolov Morozov Shevchenko Kovalenko "
        "Bondarenko Tkachenko Kravchuk Melnyk Poroshenko Lukashevich Kowalski Nowak Wisniewska "
        "Zielinski Kaczmarek Novak Dvorak Svoboda Horvath Kovacs Szabo Nagy Popescu Ionescu "
        "Dumitrescu Georgiev Dimitrov Todorova Jovanovic Petrovic Nikolic Markovic Horvat Babic "
        "Hoxha Krasniqi Gashi Beridze Kapanadze Sargsyan Petrosyan Aliyev Mammadov Guliyev",
    ),
    "Western Europe": _pair(
        "Hans Klaus Jürgen Anna Lena Stefan Pierre Jean François Marie Camille Luc Antoine "
        "Giovanni Marco Giulia Francesca Luca Matteo Carlos Javier Miguel Carmen Lucía Pedro "
        "João Ana Rui Sofia Jan Pieter Willem Femke Sander Lars Erik Ingrid Astrid Nils Anders "
        "Mette Søren Jukka Aino Mikko Nikos Giorgos Eleni Dimitris Björn Sigrid",
        "Müller Schmidt Schneider Fischer Weber Wagner Becker Hoffmann Schäfer Dubois Lefèvre "
        "Moreau Girard Bernard Roux Fournier Rossi Russo Ferrari Bianchi Romano Colombo Ricci "
        "García Fernández González Rodríguez López Sánchez Silva Santos Ferreira Pereira Costa "
        "Dijkstra Bakker Visser Smit Mulder Hansen Johansen Olsen Nilsson Andersson Larsson "
        "Virtanen Korhonen Nieminen Papadopoulos Georgiou Nikolaidis Jónsson",
    ),
    "English-speaking world": _pair(
        "James John Robert Michael William David Mary Patricia Jennifer Linda Elizabeth Susan "
        "Thomas Charles Daniel Matthew Anthony Mark Paul Steven Kevin Brian George Emily Sarah "
        "Jessica Laura Emma Olivia Liam Noah Sean Siobhan Callum Fiona Bruce Sheila Darren Kylie "
        "Tyrone Latoya Jamal Denise Hunter Chelsea Paris Savannah Dakota Austin Jordan",
        "Smith Johnson Williams Brown Jones Miller Davis Wilson Anderson Taylor Moore Jackson "
        "Martin Thompson White Harris Clark Lewis Robinson Walker Young Allen King Wright Scott "
        "Hill Green Adams Baker Nelson Carter Mitchell Roberts Campbell Stewart Murphy O'Brien "
        "Kelly Sullivan McCarthy Fraser Hughes Lincoln Washington Houston Hilton Peterson London "
        "Bradford Lancaster Sheffield",
    ),
    "Latin America and the Caribbean": _pair(
        "José Luis Carlos Juan Miguel Jorge Pedro Raúl Fidel Hugo Nicolás Evo Rafael Andrés María "
        "Guadalupe Rosa Carmen Gabriela Valentina Camila Daniela Ximena Alejandra João Luiz "
        "Fernando Paulo Marcelo Dilma Fernanda Beatriz Marcos Diego Javier Esteban Pablo Óscar "
        "Ernesto Joaquín Jean-Claude Jovenel Michaëlle Marlon Usain Shelly Kamala Ravi Delroy",
        "Hernández Martínez Ramírez Torres Flores Rivera Gómez Díaz Morales Ortiz Gutiérrez "
        "Chávez Mendoza Castillo Vargas Rojas Quispe Mamani Huamán Condori Lopes Oliveira "
        "Souza Almeida Barbosa Ribeiro Carvalho Nascimento Lula Maduro Guaidó Correa Morales "
        "Zelaya Ortega Murillo Aristide Préval Moïse Baptiste Charles Bolt Campbell Persaud "
        "Ramsaran Guzmán Zapata Peña Fujimori Duque Uribe",
    ),
}
"""Given and family names by region."""

GROUPS = (
    "{f} Holdings", "{f} & Sons", "{f} Group", "{f} Industries", "{f} Brothers", "{f} Trading",
    "{f} Motors", "{f} Pharma", "{f} Textiles", "{f} Cement", "{f} Energy", "{f} Foods",
    "{f} Airlines", "{f} Capital", "{f} Bank", "{f} Media", "{f} Electronics", "{f} Steel",
    "{f} Foundation", "{f} Institute", "{f} Construction", "{f} Telecom", "{f} Logistics Ltd",
    "{f} Ltd", "{f} Inc.", "{f} LLC", "{f} S.A.", "{f} GmbH", "{f} AG", "{f} PLC", "PT {f}",
    "Grupo {f}", "Banco {f}", "{f} Corporation", "{f} and Partners", "{f} Brigade",
    "{f} Battalion", "{f} Movement", "{f} Front", "{f} faction", "Ansar {f}", "Jaysh {f}",
    "{f} Party", "{f} Alliance", "National {w} Front", "People's {w} Party", "{w} Liberation Army",
    "United {w} Movement", "{w} Solutions", "{w} Systems", "{w} Networks", "Al-{w} Company",
    "{w} Airways", "{w} Oil", "{w} Gas", "{w} Insurance", "{w} Mining Corp", "{w} FC", "{w} United",
    "{w}Tech", "{w}Soft", "{w}Corp", "{a}", "{a}", "{a} Group", "{a} Bank",
)  # fmt: skip
WORDS = tuple(
    [
        "Unity",
        "Freedom",
        "Justice",
        "Progress",
        "Horizon",
        "Falcon",
        "Lotus",
        "Delta",
        "Orion",
        "Atlas",
        "Apex",
        "Nova",
        "Crescent",
        "Star",
        "Sunrise",
        "Phoenix",
        "Eagle",
        "Tiger",
        "Lion",
        "Summit",
        "Vertex",
        "Pioneer",
        "Liberty",
        "Reform",
        "Renewal",
        "Dignity",
        "Hope",
        "Future",
        "Islamic",
        "Democratic",
        "Socialist",
        "National",
        "Popular",
        "Workers",
        "Peasants",
        "Amal",
        "Nour",
        "Fajr",
        "Salam",
        "Baraka",
        "Noor",
        "Zenith",
        "Quantum",
        "Cedar",
        "Olive",
        "Jasmine",
        "Saffron",
        "Emerald",
        "Sapphire",
    ]
)
TITLES = (
    "President", "Gen.", "General", "Col.", "Dr.", "Sheikh", "Mr.", "Mrs.", "Ms.", "Minister",
    "Governor", "Mayor", "Captain", "Sgt.", "Prime Minister", "spokesman", "spokeswoman",
    "analyst", "lawyer", "commander", "activist", "striker", "coach", "Prof.", "Judge",
)  # fmt: skip
