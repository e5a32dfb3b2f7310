"""Names of places that a recognizer knows by heart, whole and with their case."""

from __future__ import annotations

from geomap.languages.words import phrases_of, words_of

__all__ = ["COUNTRIES", "STATES", "STATE_CODES", "WHOLE_NAMES", "WITH_CITY"]

COUNTRIES = frozenset(
    words_of(
        "Afghanistan Albania Algeria America Andorra Angola Argentina Armenia Australia "
        "Austria Azerbaijan Bahrain Bangladesh Barbados Belarus Belgium Belize Benin Bhutan "
        "Bolivia Bosnia Botswana Brazil Britain Brunei Bulgaria Burma Burundi Cambodia "
        "Cameroon Canada Chile China Colombia Congo Croatia Cuba Cyprus Czechia Denmark "
        "Djibouti Ecuador Egypt England Eritrea Estonia Eswatini Ethiopia Europe Fiji Finland "
        "France Gabon Gambia Gaza Germany Ghana Greece Greenland Grenada Guatemala Guinea "
        "Guyana Haiti Honduras Hungary Iceland India Indonesia Iran Iraq Ireland Israel Italy "
        "Jamaica Japan Kazakhstan Kenya Kosovo Kuwait Kyrgyzstan Laos Latvia Lebanon Lesotho "
        "Liberia Libya Liechtenstein Lithuania Luxembourg Madagascar Malawi Malaysia Maldives "
        "Mali Malta Mauritania Mauritius Mexico Moldova Monaco Mongolia Montenegro Morocco "
        "Mozambique Myanmar Namibia Nepal Netherlands Nicaragua Niger Nigeria Norway Oman "
        "Pakistan Palestine Panama Paraguay Peru Philippines Poland Portugal Qatar Romania "
        "Russia Rwanda Samoa Scotland Senegal Serbia Seychelles Singapore Slovakia Slovenia "
        "Somalia Spain Sudan Suriname Swaziland Sweden Switzerland Syria Taiwan Tajikistan "
        "Tanzania Thailand Tibet Togo Tonga Tunisia Turkey Turkmenistan Uganda Ukraine "
        "Uruguay Uzbekistan Vanuatu Venezuela Vietnam Wales Yemen Zambia Zimbabwe US UK USA "
        "U.S. U.K. U.S.A. UAE EU E.U. NZ"
    )
)
"""Names of one word sure enough to be taken from "US-led" without asking the network."""

STATES = frozenset(
    phrases_of(
        """
        Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Georgia
        Hawaii|Idaho|Illinois|Indiana|Iowa|Kansas|Kentucky|Louisiana|Maine|Maryland|Massachusetts
        Michigan|Minnesota|Mississippi|Missouri|Montana|Nebraska|Nevada|New Hampshire|New Jersey
        New Mexico|New York|Ohio|Oklahoma|Oregon|Pennsylvania|Rhode Island|Tennessee|Texas|Utah
        Vermont|Washington|Wisconsin|Wyoming|Ontario|Quebec|Manitoba|Alberta|Saskatchewan
        """
    )
)
"""States and provinces before which a point of the compass only modifies: "Northeast Texas"."""

STATE_CODES = frozenset(
    words_of(
        "AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ "
        "NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY DC PR AB BC MB NB NL NS ON PE "
        "QC SK YT"
    )
)
"""Of the states of the US and the provinces of Canada, as addresses write them."""

WHOLE_NAMES = frozenset(
    phrases_of(
        """
        Sri Lanka|Czech Republic|Dominican Republic|Central African Republic|Saudi Arabia
        Holy See|Korean Peninsula|Arabian Peninsula|Iberian Peninsula|Crimean Peninsula
        Persian Gulf|Arabian Sea|Indian Ocean|Atlantic Ocean|Pacific Ocean|Arctic Ocean
        Caribbean Sea|Mediterranean Sea|Baltic Sea|Caspian Sea|Black Sea|Red Sea|Middle East
        Mideast|Near East|Far East|North Korea|South Korea|South Sudan|South Africa|New Zealand
        Northern Ireland|Papua New Guinea|Costa Rica|Puerto Rico|El Salvador|Sierra Leone
        Burkina Faso|Cape Verde|East Timor|Ivory Coast|Hong Kong|European Union|United States
        United Kingdom|United Arab Emirates|Soviet Union|West Bank|Gaza Strip|Golan Heights
        People's Republic of China|Democratic Republic of the Congo|Democratic Republic of Congo
        Democratic People's Republic of Korea|Bosnia and Herzegovina|Trinidad and Tobago|UAE|UK
        USA|EU|DPRK|DRC|U.S.|N.Y.|N.J.|N.H.|N.C.|N.M.|R.I.|W.Va.|U.K.|U.S.A.|U.A.E.|E.U.
        Latin America|South America|Eastern Europe|Western Europe|Central Europe|Northern Europe
        Southern Europe|North Africa|West Africa|East Africa|Central Africa|South Asia|East Asia
        East Jerusalem|Western Australia|Western Sahara|North Carolina|South Carolina
        North Dakota|South Dakota|West Virginia|North America|Central America|Southeast Asia
        Central Asia|British Columbia|British Virgin Islands|Falkland Islands|Faroe Islands
        Canary Islands|Philippine Sea|Solomon Islands|Marshall Islands
        """
    )
)
"""Names that stand for themselves wherever they stand, whole: "Sri Lanka", not "Lanka"."""

WITH_CITY = frozenset(
    phrases_of(
        """
        Kansas|New York|Salt Lake|Oklahoma|Jersey|Mexico|Iowa|Quebec|Atlantic|Panama|Ho Chi Minh
        Dodge|Carson|Rapid|Sioux|Traverse|Bay|Daly|Ocean|Union|Johnson|Elizabeth|Cedar|Garden
        Culver|Texas|Jefferson|Michigan|Story|Park|Ellicott|Haines|Kuwait|Vatican|Guatemala
        Quezon|Forest
        """
    )
)
"""What is another place with "City" behind it: "Kansas City" is no city of Kansas."""
