BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0001');
CREATE TABLE content (
	number INTEGER NOT NULL, 
	salt TEXT NOT NULL, 
	"key" TEXT NOT NULL, 
	idempotency_key TEXT, 
	happened TEXT, 
	source_date TEXT, 
	recorded_by TEXT, 
	capacity TEXT NOT NULL, 
	system_account TEXT, 
	reason TEXT, 
	files TEXT, 
	body TEXT NOT NULL, 
	PRIMARY KEY (number), 
	FOREIGN KEY(number) REFERENCES record (number)
);
INSERT INTO "content" VALUES(1,'4654b39d477a5b8f521e3485da2b9aa1dac8b9587f9404c11edc2c2c9d7e6d18','paper',NULL,NULL,'2019-06-01',NULL,'administrator',NULL,NULL,NULL,'{"key":"paper","outlet":"A paper","title":"An article","date":"2019-06-01","quality":"secondary"}');
INSERT INTO "content" VALUES(2,'13e36f419c88f71e3310dbd1b6247295476d2f7503fb3c63fb1a54b0fcce8b53','town',NULL,NULL,NULL,NULL,'administrator',NULL,NULL,NULL,'key: town
name:
  en: Town
  es: Town (es)
case:
  name: State v. Town
  docket: ''1''
  court:
    en: A court
    es: A court (es)
  parties:
  - police
  - schools
  approved: ''2019-01-31''
  effective: ''2019-03-01''
  paragraphs_in_all: ''100''
  sources:
  - paper
time_zone: America/Chicago
silence: cannot_tell
silence_because:
  en: Nobody promises that the record is complete.
  es: Nobody promises that the record is complete. (es)
notice:
  title:
    en: This case
    es: This case (es)
  paragraphs:
  - en: A case.
    es: A case. (es)
  as_of: ''2020-01-01''
  sources:
  - paper
levels:
- key: first
  name:
    en: First
    es: First (es)
  means:
    en: The first rung.
    es: The first rung. (es)
  source: paper
bodies:
- key: police
  name:
    en: Police
    es: Police (es)
- key: schools
  name:
    en: Schools
    es: Schools (es)
- key: monitor
  name:
    en: the monitor
    es: the monitor (es)
- key: parties
  name:
    en: the parties
    es: the parties (es)
subjects:
- key: topic
  name:
    en: the topic
    es: the topic (es)
- key: program
  name:
    en: the program
    es: the program (es)
- key: roster
  name:
    en: the roster
    es: the roster (es)
- key: rules
  name:
    en: the rules
    es: the rules (es)
- key: contract
  name:
    en: the contract
    es: the contract (es)
terms:
- key: students
  name:
    en: students
    es: students (es)
- key: parents
  name:
    en: parents
    es: parents (es)
- key: alpha
  name:
    en: alpha
    es: alpha (es)
- key: beta
  name:
    en: beta
    es: beta (es)
periods: []
later_periods:
  en: Later periods are not loaded.
  es: Later periods are not loaded. (es)
paragraphs:
- number: ''40''
  about:
    en: A paragraph.
    es: A paragraph. (es)
  source: paper
obligations:
- key: duty
  title:
    en: A duty
    es: A duty (es)
  basis: decree
  from: ''2019-03-01''
  responsible: police
  paragraphs:
  - ''40''
  plain:
    en: A duty in plain words.
    es: A duty in plain words. (es)
  about:
  - topic
  continues_with: program
  sources:
  - paper
  questions:
  - en: One?
    es: One? (es)
  - en: Two?
    es: Two? (es)
  - en: Three?
    es: Three? (es)
  criteria:
  - key: check
    title:
      en: A check
      es: A check (es)
    rule: meetings_held
    subject: topic
    source: paper
    at_least: ''2''
    first: ''2019-03-01''
    last: ''2019-12-31''
');
INSERT INTO "content" VALUES(3,'edf6d134ce63bb59be1dfb347a47f50cc52a5bbb9296e5b511fd08e54c384713','april',NULL,'2019-04-01','2019-06-01',NULL,'administrator',NULL,NULL,NULL,'{"key":"april","kind":"meeting","subject":["topic"],"happened":"2019-04-01","source":"paper","also":[],"said_by":"A paper","summary":"A paper told of april.","state":"held","access":"unknown","groups":[],"sessions":1}');
INSERT INTO "content" VALUES(4,'281955d11c674da2cd14cef40f276e9ae037a8f88bc5ed1c167292c2cb719882','may',NULL,'2019-05-01','2019-06-01',NULL,'administrator',NULL,NULL,NULL,'{"key":"may","kind":"meeting","subject":["topic"],"happened":"2019-05-01","source":"paper","also":[],"said_by":"A paper","summary":"A paper told of may.","state":"held","access":"unknown","groups":[],"sessions":1}');
INSERT INTO "content" VALUES(5,'5feceb66ffc86f38d952786c6d696c79c2dbc239dd4e91b46729d73a27fb57e9','ann',NULL,NULL,NULL,NULL,'administrator',NULL,NULL,NULL,'{"key":"ann","name":"Ann"}');
INSERT INTO "content" VALUES(6,'6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b','ann/administrator',NULL,NULL,NULL,NULL,'administrator',NULL,NULL,NULL,'{"person":"ann","role":"administrator","coordinator":false}');
INSERT INTO "content" VALUES(7,'d4735e3a265e16eee03f59718b9b5d03019c07d8b6c51f90da3a666eec13ab35','mo',NULL,NULL,NULL,NULL,'administrator',NULL,NULL,NULL,'{"key":"mo","name":"Mo"}');
INSERT INTO "content" VALUES(8,'4e07408562bedb8b60ce05c1decfe3ad16b72230967de01f640b7e4729b49fce','mo/monitor',NULL,NULL,NULL,NULL,'administrator',NULL,NULL,NULL,'{"person":"mo","role":"monitor","coordinator":false}');
INSERT INTO "content" VALUES(9,'4b227777d4dd1fc61c6f884f48641d02b4d121d3fd328cb08b5531fcacdabf8a','cora',NULL,NULL,NULL,NULL,'administrator',NULL,NULL,NULL,'{"key":"cora","name":"Cora"}');
INSERT INTO "content" VALUES(10,'ef2d127de37b942baad06145e54b0c619a1f22327b2ebbcfbec78f5564afe39d','cora/department/patrol',NULL,NULL,NULL,NULL,'administrator',NULL,NULL,NULL,'{"person":"cora","role":"department","body":"patrol","coordinator":true}');
INSERT INTO "content" VALUES(11,'e7f6c011776e8db7cd330b54174fd76f7d0216b612387a5ffcfb81e6f0919683','mel',NULL,NULL,NULL,NULL,'administrator',NULL,NULL,NULL,'{"key":"mel","name":"Mel"}');
INSERT INTO "content" VALUES(12,'7902699be42c8a8e46fbbb4501726517e86b22c56a189f7625a6da49081b2451','mel/department/patrol',NULL,NULL,NULL,NULL,'administrator',NULL,NULL,NULL,'{"person":"mel","role":"department","body":"patrol","coordinator":false}');
INSERT INTO "content" VALUES(13,'2c624232cdd221771294dfbb310aca000a0df6ac8b66b696d90ef06fdefb64a3','dana',NULL,NULL,NULL,NULL,'administrator',NULL,NULL,NULL,'{"key":"dana","name":"Dana"}');
INSERT INTO "content" VALUES(14,'19581e27de7ced00ff1ce50b2047e7a567c76b1cbaebabe5ef03f7c3017bb5b7','dana/department/training',NULL,NULL,NULL,NULL,'administrator',NULL,NULL,NULL,'{"person":"dana","role":"department","body":"training","coordinator":true}');
INSERT INTO "content" VALUES(15,'4a44dc15364204a80fe80e9039455cc1608281820fe2b24f1e5233ade6af1dd5','stan',NULL,NULL,NULL,NULL,'administrator',NULL,NULL,NULL,'{"key":"stan","name":"Stan"}');
INSERT INTO "content" VALUES(16,'4fc82b26aecb47d2868c4efbe3581732a3e7cbcc6c2efb32062c08170a05eeb8','stan/party/state',NULL,NULL,NULL,NULL,'administrator',NULL,NULL,NULL,'{"person":"stan","role":"party","body":"state","coordinator":false}');
INSERT INTO "content" VALUES(17,'6b51d431df5d7f141cbececcf79edf3dd861c3b4069f0b11661a3eefacbba918','orla',NULL,NULL,NULL,NULL,'administrator',NULL,NULL,NULL,'{"key":"orla","name":"Orla"}');
INSERT INTO "content" VALUES(18,'3fdba35f04dc8c462986c992bcf875546257113072a909c162f7e470e581e278','orla/organisation/alpha',NULL,NULL,NULL,NULL,'administrator',NULL,NULL,NULL,'{"person":"orla","role":"organisation","body":"alpha","coordinator":false}');
INSERT INTO "content" VALUES(19,'b631bba7e204000044971f1eb1125ef1d7968308f3fe36926eab1b7d39238d7f','april',NULL,'2019-04-02','2019-06-01',NULL,'administrator',NULL,'changed in the release of 2020-02-10',NULL,'{"key":"april","kind":"meeting","subject":["topic"],"happened":"2019-04-02","source":"paper","also":[],"said_by":"A paper","summary":"A paper told of april.","state":"held","access":"unknown","groups":[],"sessions":1}');
INSERT INTO "content" VALUES(20,'8527a891e224136950ff32ca212b45bc93f69fbb801c3b1ebedac52775f99e61','june','once','2019-06-01','2019-06-01','cora','department/patrol','clerk',NULL,NULL,'{"key":"june","kind":"meeting","subject":["topic"],"happened":"2019-06-01","source":"paper","also":[],"said_by":"A paper","summary":"A paper told of june.","state":"held","access":"unknown","groups":[],"sessions":1}');
INSERT INTO "content" VALUES(21,'e629fa6598d732768f7c726b4b621285f9c3b85303900aa912017db7617d8bdb','june',NULL,'2019-06-02','2019-06-01','cora','department/patrol','clerk','misread',NULL,'{"key":"june","kind":"meeting","subject":["topic"],"happened":"2019-06-02","source":"paper","also":[],"said_by":"A paper","summary":"A paper told of june.","state":"held","access":"unknown","groups":[],"sessions":1}');
INSERT INTO "content" VALUES(22,'b17ef6d19c7a5b1ee83b907c595526dcb1eb06db8227d650d5dda0a9f4ce8cd9','july',NULL,'2019-07-01','2019-06-01','cora','department/patrol','clerk',NULL,NULL,'{"key":"july","kind":"meeting","subject":["topic"],"happened":"2019-07-01","source":"paper","also":[],"said_by":"A paper","summary":"A paper told of july.","state":"held","access":"unknown","groups":[],"sessions":1}');
INSERT INTO "content" VALUES(23,'4523540f1504cd17100c4835e85b7eefd49911580f8efff0599a8f283be6b9e3','22',NULL,NULL,NULL,'mo','monitor',NULL,NULL,NULL,'{"record":22,"verdict":"accepted","reason":"Seen in full, in José''s hand."}');
INSERT INTO "content" VALUES(24,'4ec9599fc203d176a301536c2e091a19bc852759b255bd6818810a42c5fed14a','august',NULL,'2019-08-01','2019-06-01','cora','department/patrol','clerk',NULL,NULL,'{"key":"august","kind":"meeting","subject":["topic"],"happened":"2019-08-01","source":"paper","also":[],"said_by":"A paper","summary":"A paper told of august.","state":"held","access":"unknown","groups":[],"sessions":1}');
INSERT INTO "content" VALUES(25,'9400f1b21cb527d7fa3d3eabba93557a18ebe7a2ca4e471cfe5e4c5b4ca7f767','august',NULL,NULL,NULL,'cora','department/patrol','clerk','it was held elsewhere',NULL,'{}');
INSERT INTO "content" VALUES(27,'785f3ec7eb32f30b90cd0fcf3657d388b5ff4297f2f9716ff66e9b69c05ddd09','26',NULL,NULL,NULL,'ann','administrator',NULL,'a child was named',NULL,'{"record":26,"salt":"6f4b6612125fb3a0daecd2799dfd6c9c299424fd920f9b308110a2c1fbd8f443","was":"88ec5c95278df1a6d92e81a83d5b052c690683d2dfbbd719c0848397d09a995e"}');
INSERT INTO "content" VALUES(28,'c2356069e9d1e79ca924378153cfbbfb4d4416b1f99d41a2940bfdb66c5319db','response-535fa30d7e25dd8a',NULL,NULL,NULL,'cora','department/patrol','clerk',NULL,NULL,'{"obligation":"duty","stance":"explains","words":"We met.","given":"2020-02-01"}');
INSERT INTO "content" VALUES(29,'5f9c4ab08cac7457e9111a30e4664920607ea2c115a1433d7be98e97e64244ca','open-item-event-b7a56873cd771f2c',NULL,NULL,NULL,'mel','department/patrol',NULL,NULL,NULL,'{"obligation":"duty","criterion":"check","note":"asked"}');
INSERT INTO "content" VALUES(30,'59e19706d51d39f66711c2653cd7eb1291c94d9b55eb14bda74ce4dc636d015a','40/1/police',NULL,NULL,NULL,NULL,'program',NULL,NULL,NULL,'{"paragraph":"40","body":"police","report":"1","level":"first","level_words":"First","reported_by":"A","source":"paper"}');
INSERT INTO "content" VALUES(31,'35135aaa6cc23891b40cb3f378c53a17a1127210ce60e125ccf03efcfdaec458','1',NULL,NULL,NULL,NULL,'program',NULL,NULL,NULL,'{"report":"1","full":"3","source":"paper","also":[]}');
INSERT INTO "content" VALUES(32,'624b60c58c9d8bfb6ff1886c2fd605d2adeb6ea4da576068201b6c6958ce93f4','22/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',NULL,NULL,NULL,NULL,'program',NULL,NULL,NULL,'{"record":22,"file":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","state":"missing"}');
CREATE TABLE draft (
	id TEXT NOT NULL, 
	revision INTEGER NOT NULL, 
	capacity TEXT NOT NULL, 
	author TEXT NOT NULL, 
	saved TEXT NOT NULL, 
	holds TEXT NOT NULL, 
	kind TEXT, 
	visibility TEXT NOT NULL, 
	corrects INTEGER, 
	reason TEXT, 
	files TEXT, 
	body TEXT NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "draft" VALUES('670671cd97404156226e507973f2ab83',1,'department/patrol','mel','2020-03-01T18:26:00.000000Z','evidence','meeting','parties',NULL,NULL,NULL,'{"key":"october","kind":"meeting","subject":["topic"],"happened":"2019-10-01","source":"paper","also":[],"said_by":"A paper","summary":"A paper told of october.","state":"held","access":"unknown","groups":[],"sessions":1}');
CREATE TABLE record (
	number INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	holds TEXT NOT NULL, 
	kind TEXT, 
	recorded TEXT NOT NULL, 
	release TEXT, 
	visibility TEXT NOT NULL, 
	corrects INTEGER, 
	withdraws INTEGER, 
	redacts INTEGER, 
	commitment TEXT NOT NULL, 
	hash TEXT NOT NULL, 
	PRIMARY KEY (number)
);
INSERT INTO "record" VALUES(1,1,'source',NULL,'2020-01-10T06:00:00.000000Z','2020-01-10','public',NULL,NULL,NULL,'420a8fb42efb1bc3e3704e15cc272fb25f5470f9c2b0d42113ae9b6f83801d8d','ae6efe81d1de23dc45c007e509d08a789f26c7a0047e99fe719640c8e0b79dc7');
INSERT INTO "record" VALUES(2,1,'catalogue_revision',NULL,'2020-01-10T06:00:00.000001Z','2020-01-10','public',NULL,NULL,NULL,'5b4d8bf3fdc7c6a57a66a10e41f9301a6a4af81a0e7cf2ae09bc39227e36612e','065f5eacb73d389b25e6982dc909e93607a4b5d8dea9caed8db72f154d3165e1');
INSERT INTO "record" VALUES(3,1,'evidence','meeting','2020-01-10T06:00:00.000002Z','2020-01-10','public',NULL,NULL,NULL,'2a989d7dfb10427b4e79f17982aa47a2cf6baf72b4d2b0d6aea6c7e10877f296','7d3db4c1d89fd248f92e0060ed8c0317f5a6da16bf296959f7c8581cfafb3d6c');
INSERT INTO "record" VALUES(4,1,'evidence','meeting','2020-01-10T06:00:00.000003Z','2020-01-10','public',NULL,NULL,NULL,'efce9f08181dea5cd13be09773ad23d6530ddab6cd2b2846099605e00b41fe4f','19348d3ec5da02d4b08f78965a7fa6392dfae4a3ad29ab87992a8891a453cec3');
INSERT INTO "record" VALUES(5,1,'person',NULL,'2020-03-01T18:01:00.000000Z',NULL,'sealed',NULL,NULL,NULL,'bc877777e8a0f412b9bbad93fb4fdbba654484216b9d4e251a7dc65ca7bfbf3a','9b6c2f281c0b0135bbc60318c4d30af92e48a04605d5364e06d9947c5ee429fe');
INSERT INTO "record" VALUES(6,1,'role',NULL,'2020-03-01T18:02:00.000000Z',NULL,'sealed',NULL,NULL,NULL,'2d0caa5f179ce22ba81ce4a52fd5c1b2cdc0bc80e2af71f15bde2bfea867080e','c8930610c05b1803a6f03289295279ba2b8963410f133ebb6903492a6d633ee0');
INSERT INTO "record" VALUES(7,1,'person',NULL,'2020-03-01T18:03:00.000000Z',NULL,'sealed',NULL,NULL,NULL,'6d155d3d24444816a35c8d31ee594997dc82a5072109ef1e0247bdb1e4b5486e','4246b08cf6dae8df968482742027d142abc8187bc7895d7d8b4b7ce9af49dcb3');
INSERT INTO "record" VALUES(8,1,'role',NULL,'2020-03-01T18:04:00.000000Z',NULL,'sealed',NULL,NULL,NULL,'1c6033550db0b85e3949854fc4422bb3d85383526dabbfefb1cf4a626fc7f34a','79a990310fcc82569abffba5cde21cfc01d7f4421cd91f1a5a3d9884ccc09d30');
INSERT INTO "record" VALUES(9,1,'person',NULL,'2020-03-01T18:05:00.000000Z',NULL,'sealed',NULL,NULL,NULL,'b4ee04be3ecf8da1ee9a68eac7c84f320468eb5471a8b6508ad644496ecff86a','2dbf4db041ae5fcf8da963162debf76762414fec7ca34844af16f9ee5909fb82');
INSERT INTO "record" VALUES(10,1,'role',NULL,'2020-03-01T18:06:00.000000Z',NULL,'sealed',NULL,NULL,NULL,'742f232a33e00384948f5e9c190760db699b4749808d0d51a1928ae71b101fa1','62cd6a11a089c9d1cdb3ad4e91d3364997c5ef9429caaf490092ddd732773539');
INSERT INTO "record" VALUES(11,1,'person',NULL,'2020-03-01T18:07:00.000000Z',NULL,'sealed',NULL,NULL,NULL,'b93f70af0347e433794016c5716f7baa7af67b39a465b3388c06ccf9c8831f5d','e63b69133d299b209c700c8d1d3026ddd095c1646b2095fd84c0a46c6cf86174');
INSERT INTO "record" VALUES(12,1,'role',NULL,'2020-03-01T18:08:00.000000Z',NULL,'sealed',NULL,NULL,NULL,'b6097984bd38bbcbac6d7746b31a9557cd8739ce036b1d9c11866d5485eb5ef8','136a0566be7cd828c874f373fe6407817e9299b2373ddc204d89a023e0cf92ce');
INSERT INTO "record" VALUES(13,1,'person',NULL,'2020-03-01T18:09:00.000000Z',NULL,'sealed',NULL,NULL,NULL,'725c3380fbff00fb400f8ec77243810b52045fb16fdb05c2219fe1c70765d0d8','eddfd21355028467cf6909de7d2c0ab64808efb9f72054aee304f4b1afdffb8e');
INSERT INTO "record" VALUES(14,1,'role',NULL,'2020-03-01T18:10:00.000000Z',NULL,'sealed',NULL,NULL,NULL,'c03d3cb3c07c4783be1a2a295b0ceac81dd3325b79c31f5ad8d2059da42223b5','0afba035f540918bbbef6d3d5c667671b3a72e33e2d8a0e9cf7f90ded57806ef');
INSERT INTO "record" VALUES(15,1,'person',NULL,'2020-03-01T18:11:00.000000Z',NULL,'sealed',NULL,NULL,NULL,'2f109a102d8d7c07c34dbdcd850f47c0f2b7893610b0e715e2781e457ba34e0b','19c1cdff7dc7145fafb5c059138f8c06f58067da8c2a0071e8e7734e9ac18d62');
INSERT INTO "record" VALUES(16,1,'role',NULL,'2020-03-01T18:12:00.000000Z',NULL,'sealed',NULL,NULL,NULL,'4b442540cd5e45f70da5563a77e7328f13a4c78b0042a5c631d69adee94b76ab','34364ed49a69239ba528f1a61ba1e296d057e65e167653cd13cea2c8eb1c38c5');
INSERT INTO "record" VALUES(17,1,'person',NULL,'2020-03-01T18:13:00.000000Z',NULL,'sealed',NULL,NULL,NULL,'ebb000996fe9b2181d92de7add09794c3f327a25ceabd48103593eadcebaf49e','058da0ede2c29a40e839c8b20d7ae29659ab8e55cbfd22827072f74bfe310b05');
INSERT INTO "record" VALUES(18,1,'role',NULL,'2020-03-01T18:14:00.000000Z',NULL,'sealed',NULL,NULL,NULL,'504f25f5e0d71299dd58946433ef141ca5c461448fcef6ea32808e6ebb7d1b1f','fec3bc75f7350e9df7a3359b60ff9aa2a1f4164413cf8b3b4d9d6be97050d7af');
INSERT INTO "record" VALUES(19,1,'evidence','meeting','2020-03-01T18:14:00.000001Z','2020-02-10','public',3,NULL,NULL,'4f7ccd5d03aea9252172963c073222302d56e5357e393a067812c9f09c467ae6','6a7a754a5152894420287d4dde9def15e879b36277e0d0656e2b798e2792dbf3');
INSERT INTO "record" VALUES(20,1,'evidence','meeting','2020-03-01T18:16:00.000000Z',NULL,'parties',NULL,NULL,NULL,'d187881be02a4d80495fa74cd7451b9edaac0b098e474b83bfc105abceba7f73','d476f3aebc677f97ac0316789bc662e7bf1c86b7fe50391d06c19ab156ac0c0f');
INSERT INTO "record" VALUES(21,1,'evidence','meeting','2020-03-01T18:17:00.000000Z',NULL,'parties',20,NULL,NULL,'b6c2c47d185a9bf10411ebf479e30534c32b3d5f254996ee75bba9e4914fed53','5b8e6be26e8f95b68a7dc62c410cd12e7da10d0120d7eaaeefdb7d2ef5640139');
INSERT INTO "record" VALUES(22,1,'evidence','meeting','2020-03-01T18:18:00.000000Z',NULL,'sealed',NULL,NULL,NULL,'704b6e3daa086e5dcfbb79451fce63c12f1da031124e1116732855c10eb69788','c7943615cd0464517b22cc8eee15538989ef023992c92e573ccac191efbbb077');
INSERT INTO "record" VALUES(23,1,'review',NULL,'2020-03-01T18:19:00.000000Z',NULL,'sealed',NULL,NULL,NULL,'fd9fded42e299847dd72e3168d4c5a0a183210ddd3dfe22428c08ce7cc90f8de','aec3478e11d2a5f8bee2b08ddec55c0d63aa700d6e1855314b12c5efa2c54277');
INSERT INTO "record" VALUES(24,1,'evidence','meeting','2020-03-01T18:20:00.000000Z',NULL,'public',NULL,NULL,NULL,'1b5414924f0d187871d9319a75ddd38b52fd43881dc8fa0b5f8ee73844d31d1c','16a36e279b1836823a2e4116136c7e86e4dd0b00c54f83b5589802a1909e4c3d');
INSERT INTO "record" VALUES(25,1,'evidence','meeting','2020-03-01T18:21:00.000000Z',NULL,'public',NULL,24,NULL,'dc674b16713bd860d8d79d0401d09ec6d4abb2b2a173342b1b599ab004098fcd','856722785e8401c86f5aba8ab9a4fe60cb27cd94bf210e1a1fa9b15c6f4d9e56');
INSERT INTO "record" VALUES(26,1,'evidence','meeting','2020-03-01T18:22:00.000000Z',NULL,'public',NULL,NULL,NULL,'d9e1f01ac264d6bc8df230da71305cb75567ea54348e9ee22e8a5d49ebbead90','ae205256e1732ae17e45fc2391e4e2193bcca78e373189af7924e747bd1d7147');
INSERT INTO "record" VALUES(27,1,'redaction',NULL,'2020-03-01T18:23:00.000000Z',NULL,'public',NULL,NULL,26,'a36f2692f26b52251795c817c0e2c241723aa6d9ea0d2656d515aab6090223b6','83093ef2cc9f3d308886c7203b4ffe390130f88b0f27e47b82910017a4869e54');
INSERT INTO "record" VALUES(28,1,'response',NULL,'2020-03-01T18:24:00.000000Z',NULL,'parties',NULL,NULL,NULL,'dc169a971156154ad8940c70255e4426afc3685baf146d23c566b67721538f65','388dc6e2ab34cd48ffb5936d3d71c39eee42a3994f4477c965bebb482ec2d4fd');
INSERT INTO "record" VALUES(29,1,'open_item_event',NULL,'2020-03-01T18:25:00.000000Z',NULL,'parties',NULL,NULL,NULL,'800bcaf7ef666be8c5fcb1a395e7fe17f56f8e8b3672f6d94f67d08db67333f3','eff1fa6e887313c0ace1e9f5aa4f35fe64714a5f80b8d9579e30535ea8dec9d0');
INSERT INTO "record" VALUES(30,1,'determination',NULL,'2020-03-01T18:27:00.000000Z',NULL,'public',NULL,NULL,NULL,'0a45b0417c904c980012fa40e31ed9b2b877badba24d641d0b80bf732c375abe','d40bbbee3f5d9371d8be8e63904f808ad5a72f4567e3744b765df278c074ac4f');
INSERT INTO "record" VALUES(31,1,'report_total',NULL,'2020-03-01T18:27:00.000001Z',NULL,'public',NULL,NULL,NULL,'d537a7573409714a6e358f506102d25b0a6fd773b37f3dbb05474f69944aff06','f491bd0d6a70fdd642c0e3cc4b0dca6027e986979b043d81d8d01b044a21c891');
INSERT INTO "record" VALUES(32,1,'file_check',NULL,'2020-03-01T18:27:00.000002Z',NULL,'sealed',NULL,NULL,NULL,'9ffe3aee2b9ba0403dce77b66ec7c298230c96d759ae0744ddf5b713f8b38711','01ed27186810e8e9e84dd00e4d28663bcef48d4d10bb078be32bd6e229dc3b41');
CREATE UNIQUE INDEX record_corrects ON record (corrects) WHERE corrects IS NOT NULL;
CREATE UNIQUE INDEX record_withdraws ON record (withdraws) WHERE withdraws IS NOT NULL;
CREATE UNIQUE INDEX record_redacts ON record (redacts) WHERE redacts IS NOT NULL;
CREATE INDEX record_holds ON record (holds, number);
CREATE INDEX content_key ON content ("key");
CREATE UNIQUE INDEX content_idempotency_key ON content (idempotency_key);
CREATE INDEX ix_draft_capacity ON draft (capacity);
CREATE TRIGGER record_is_not_changed BEFORE UPDATE ON record BEGIN SELECT RAISE(ABORT, 'the record is only added to'); END;
CREATE TRIGGER record_is_not_removed BEFORE DELETE ON record BEGIN SELECT RAISE(ABORT, 'the record is only added to'); END;
CREATE TRIGGER record_is_not_replaced BEFORE INSERT ON record WHEN EXISTS (SELECT 1 FROM record WHERE corrects = NEW.corrects) OR EXISTS (SELECT 1 FROM record WHERE withdraws = NEW.withdraws) OR EXISTS (SELECT 1 FROM record WHERE redacts = NEW.redacts) BEGIN SELECT RAISE(ABORT, 'the record is only added to'); END;
CREATE TRIGGER record_follows_the_last BEFORE INSERT ON record WHEN NEW.number <> (SELECT coalesce(max(number), 0) + 1 FROM record) BEGIN SELECT RAISE(ABORT, 'the record is only added to'); END;
CREATE TRIGGER content_is_not_changed BEFORE UPDATE ON content BEGIN SELECT RAISE(ABORT, 'the record is only added to'); END;
CREATE TRIGGER content_is_removed_by_redaction BEFORE DELETE ON content WHEN NOT EXISTS (SELECT 1 FROM record WHERE redacts = OLD.number) BEGIN SELECT RAISE(ABORT, 'the record is only added to'); END;
CREATE TRIGGER content_is_not_replaced BEFORE INSERT ON content WHEN EXISTS (SELECT 1 FROM content WHERE number = NEW.number) OR EXISTS (SELECT 1 FROM content WHERE idempotency_key = NEW.idempotency_key) BEGIN SELECT RAISE(ABORT, 'the record is only added to'); END;
COMMIT;
