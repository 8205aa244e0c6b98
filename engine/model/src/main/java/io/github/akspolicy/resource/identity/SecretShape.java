package io.github.akspolicy.resource.identity;

import io.github.akspolicy.manifest.Placeholders;
import io.github.akspolicy.resource.Recent;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a text looks like, for those who look for secrets in plain text: the shape of the value decides, since a name alone
 * cannot tell {@code OAUTH2_TOKEN_URI} from a token.
 */
public final class SecretShape {
    /** The first line of a private key in PEM form. */
    private static final Pattern PRIVATE_KEY = Pattern.compile("-----BEGIN ([A-Z0-9]+ ){0,6}PRIVATE KEY( BLOCK)?-----");

    /** Three parts of base64url, the first two of which are JSON objects. */
    private static final Pattern JWT =
            Pattern.compile("(?<![\\w.-])eyJ[\\w-]{5,}\\.eyJ[\\w-]{5,}\\.[\\w-]{16,}(?![\\w.-])");

    private static final Pattern ANONYMOUS = Pattern.compile("\"role\"\\s*+:\\s*+\"anon\"");

    /** A shared access signature: a signature beside its version or expiry. */
    private static final Pattern SAS =
            Pattern.compile("(?i)(?=.*[?&;\\s]?(sv|se|sp|sr|skn)=)(^|.*[?&;\\s])sig=[A-Za-z0-9%+/=_-]{16,}.*");

    /** The part of a connection string of Azure Storage, Service Bus, Cosmos DB or SQL that is a secret. */
    private static final Pattern CONNECTION = Pattern.compile(
            "(?i)(^|.*[,;\\s\"'?&])(AccountKey|SharedAccessKey|SharedSecretIssuer|Password|Pwd)\\s*=\\s*(?<secret>[^,;\\s\"'&]+).*");

    /** What stands beside it in such a string: a password alone may be a line of documentation. */
    private static final Pattern CONNECTION_PARTNER = Pattern.compile(
            "(?i)(^|.*[,;\\s\"'?&])(AccountName|Endpoint|DefaultEndpointsProtocol|AccountEndpoint|SharedAccessKeyName|Server|Data"
                    + " Source|Host|User ?Id|Uid|User|Username|Ssl|Database|Initial Catalog|jdbc:[a-z]+:.*)\\s*[=:].*");

    /** What only such strings of Azure have: names of their parts, and hosts. */
    private static final Pattern OF_AZURE = Pattern.compile("(?i)(?:AccountKey|SharedAccessKey|SharedSecretIssuer)\\s*="
            + "|\\.(?:windows\\.net|azure\\.(?:com|net|us|cn)|usgovcloudapi\\.net|chinacloudapi\\.cn)\\b");

    private static final Pattern JDBC = Pattern.compile("(?i)jdbc:[a-z0-9]+:.*");

    /** A password in the authority of a URL. */
    private static final Pattern URL_PASSWORD =
            Pattern.compile("(?i)[a-z][a-z0-9+.-]*://[^/\\s:@]*:(?<secret>[^/\\s@]+)@.*");

    private static final Pattern URL = Pattern.compile(
            "(?i)(?!op://|(secret)?ref\\+|secrets(://|\\+))([a-z][a-z0-9+.-]*://|jdbc:[a-z0-9]+:|(urn|mailto|sqlite|file|unix|tcp|data|dns):).*");
    /** Paths of files; relative ones only in small letters, since keys in base64 have slashes, too. */
    private static final Pattern PATH =
            Pattern.compile("(\\.{0,2}/|~/|[A-Za-z]:\\\\)[^\\s]*|[a-z0-9_.-]++(?:/[a-z0-9_.-]++)++");

    /** What says that there is no value: {@code default "MISSING" .Values.apiKey}, {@code do-not-use}. */
    private static final String NOTHING = "(?i)(?:none|null|nil|n/a|empty|missing|unset|unused|undefined|-++"
            + "|do[-_ ]?not[-_ ]?(?:use|set)"
            + "|not[-_ ]?(?:in[-_ ]?use|set|applied|applicable|available|configured|defined|specified|provided|used|needed|required))";

    private static final Pattern IS_NOTHING = Pattern.compile(NOTHING);

    /** Options of a program, such as {@code jwt,sign-method=RS256,ttl=10m}: a word, then settings by name. */
    private static final Pattern OPTIONS =
            Pattern.compile("[a-z][a-z0-9]{0,20}(?:,[a-z][a-z-]{0,40}=[^,;\\s]{1,200}){1,20}+");

    /** A name that is to be replaced: {@code API_KEY_VAL} or {@code KEY} as the value of {@code API_KEY}. */
    private static final Pattern CONSTANT = Pattern.compile("[A-Z][A-Z0-9]*+(?:_[A-Z0-9]++)*+");

    private static final Pattern SWITCH =
            Pattern.compile("(?i)true|false|yes|no|on|off|[01]|enabled?|disabled?|required|optional|auto|always|never");
    /** Of which kind or type a token or password is, as in {@code STRATEGIES_ACCESS_TOKEN: jwt}, or how it is kept. */
    private static final Pattern KIND =
            Pattern.compile("(?i)jwt|jws|jwe|opaque|bearer|basic|digest|oauth2?|oidc|saml2?|mtls|ldap|kerberos"
                    + "|md5|scram(?:-sha-\\d{1,3})?|bcrypt|argon2(?:id?|d)?|pbkdf2"
                    + "|string!?|str|number|integer|bool(?:ean)?|bytes|object|keyword|text");

    private static final Pattern NUMBER = Pattern.compile(
            "(?i)[-+]?\\d+([.,]\\d+)?\\s*"
                    + "(ns|us|ms|s|m|h|d|w|min|sec|secs|seconds|minutes|hours|days|kb|mb|gb|ki|mi|gi|%)?|P(?:T?\\d++[DHMSYW])++");
    private static final Pattern HOST_OR_CLASS = Pattern.compile(
            "[a-z0-9-]+(\\.[a-z0-9-]+){0,126}\\.[a-z]{2,24}(:\\d+)?|(?:[a-z_]\\w*+\\.){2,}+[A-Z]\\w*|localhost(:\\d+)?"
                    + "|\\d{1,3}(?:\\.\\d{1,3}){3}(?:/\\d{1,2})?(?::\\d{1,5})?");

    /** Names of what a program connects to, which holds a secret only where a password or key is a part of it. */
    private static final Pattern CONNECTION_NAME = Pattern.compile(
            "(?i)(?:.*[^a-z])?connection[_.-]?strings?(?:[^a-z].*)?|.*[a-z]Connection[_.-]?Strings?(?:[^a-z].*)?");

    /** Hosts with ports and options of a client, such as {@code redis:6379,redis-2:6379,ssl=False}: no option there is a credential. */
    private static final Pattern ADDRESSES =
            Pattern.compile("(?i)[a-z0-9][a-z0-9.-]{0,252}:\\d{1,5}(?:,[a-z0-9][a-z0-9.-]{0,252}:\\d{1,5}){0,50}"
                    + "(?:,(?:abortConnect|allowAdmin|connectRetry|connectTimeout|configCheckSeconds|defaultDatabase|keepAlive|name|"
                    + "serviceName|proxy|resolveDns|ssl|sslHost|sslProtocols|syncTimeout|asyncTimeout|tiebreaker|version)"
                    + "=[a-z0-9.-]{0,252}){0,50}");

    /** Parts of a connection string that say nothing: {@code InstrumentationKey=}. */
    private static final Pattern WITHOUT_VALUES = Pattern.compile("(?:[A-Za-z][A-Za-z ]{0,40}=(?:;|$)){1,20}");

    /** Keys that a service gives out to be published, such as those of Stripe, Clerk and Supabase for browsers. */
    private static final Pattern PUBLISHABLE =
            Pattern.compile("(?:pk_(?:live|test)|sb_publishable)_[A-Za-z0-9_.$=-]{1,300}");

    private static final Pattern PUBLISHABLE_NAME = Pattern.compile("(?i).*publishable.*");

    private static final Pattern PASSWORD_NAME = Pattern.compile("(?i).*(passw(or)?d|pwd|passphrase)$");

    /** Names that promise a secret. */
    public static final String NAMES =
            "(?i).*(secret|passw(or)?d|passphrase|pwd$|(^|[_.-])pass$|token|api[_.-]?key|access[_.-]?key|private[_.-]?key"
                    + "|connection[_.-]?string|(^|[_.-])sas([_.-]|$)).*";

    /** Names that only sound so: they say where a secret is, how long it lasts, who made it. */
    public static final String IGNORED_NAMES =
            "(?i:.*(file|path|folder|authentication|encryption|hash(ing|er)|strength|complexity|history|retries|attempts|charset|characters"
                    + "|regex|validat(ion|or)|checks?|iterations|rounds|strategy|scheme|lock(ed|out)?|recovery|reuse|rules?|requirements?|allowed"
                    + "|models?|url|urls|uri|uris|host|hosts|port|endpoint|address|domain|name|names|ttl|timeout|lifetime"
                    + "|duration|interval|length|size|count|limit|issuer|audience|scopes?|mechanisms?|algorithm|type|format"
                    + "|mode|method|policy|provider|store|manager|backend|header|prefix|suffix|field|claim|class"
                    + "|annotations?|labels?|tokeni[sz](er|ation)|version|region|rotation|enabled|disabled|required|selector|vault|location|username|namespace|pull[_-]?secrets?"
                    + "|initial[_.-]?cluster[_.-]?token))|(?i:.*existing[_.-]?secrets?([_.-].*)?|azure[_.-]token[_.-]credentials)"
                    + "|(?i:.*[_.-](id|ids|age|dir|addr|alg|ref|kinds?|user|role|env|ns|key_id|expir.*|max.*|min.*))"
                    + "|(?i:.*expir(y|es|ation|es_?in|es_?at|y_?.{0,12}))|.*[a-z](Id|Ids|ID|IDs|Age|Dir|Alg|Ref|Kind|User|Role|Env)";

    private static final Pattern NAME_PATTERN = Pattern.compile(NAMES);
    private static final Pattern IGNORED_PATTERN = Pattern.compile(IGNORED_NAMES);

    private static final Recent<Boolean> PROMISES = new Recent<>(SecretShape::promises);
    private static final Recent<Boolean> IS_PASSWORD_NAME =
            new Recent<>(name -> PASSWORD_NAME.matcher(name).matches());

    /** A Secret of a kind, which is not one itself: {@code SIGNING_CERT_SECRET: orders-signing-cert}. */
    private static final Pattern NAME_OF_A_SECRET = Pattern.compile(
            "(?i).*(?:cert(?:ificate)?s?|config(?:uration)?|map|tls|ca|key_?pair|credentials?|pull|registry)[_.-]?secret");

    private static final Pattern OBJECT = Pattern.compile("[a-z]{1,40}(?:[-.][a-z0-9]{1,40}){1,10}");

    private static final Pattern KEY_OF_A_TOKEN =
            Pattern.compile("(?i).*?(?<what>pass(?:w(?:or)?d|phrase)?|pwd|token|api[_.-]?key|credentials?)[_.-]?key");

    private static final Pattern KEY_OF_A_SECRET = Pattern.compile(
            "(?i).*(pass(w(or)?d|phrase)?|pwd|token|api[_.-]?key|access[_.-]?key|credentials?|cert(ificate)?|webhook|dsn|url"
                    + "|connection[_.-]?string)[_.-]?secret[_.-]?key");

    private static final String WORD_OF_KEYS = "(?:[-_.]?(?:key|value|data|secret|passw(?:or)?d|pass|token|api"
            + "|access|auth|client|admin|user(?:name)?|root|db|database|postgres(?:ql)?|mysql|redis|credentials?|cert|tls|crt|url|uri|dsn"
            + "|connection|string|license|webhook|private|public|id|refresh))";

    private static final Pattern WORDS_OF_KEYS = Pattern.compile("(?i)" + WORD_OF_KEYS + "{1,6}");

    private static final Pattern SOME_WORDS_OF_KEYS = Pattern.compile("(?i)" + WORD_OF_KEYS + "{2,6}");

    private static final Pattern GLUE = Pattern.compile("[-_.:/@,;&?=|+\\s\"'()\\[\\]]++");
    private static final Set<String> GLUE_WORDS = Set.of(
            "dev",
            "test",
            "qa",
            "stage",
            "staging",
            "prod",
            "production",
            "app",
            "svc",
            "key",
            "token",
            "secret",
            "password",
            "api",
            "jwt",
            "bearer",
            "basic");

    private static final String KEY = "key";

    private static final List<String> SIGNATURE = List.of("sig=");

    private static final List<String> CONNECTION_SECRETS = List.of("password", "pwd", "accountkey", "sharedaccesskey");

    private static final int LONGEST_NAME = 1_000;
    private static final int SHORTEST = 12;
    private static final String CONNECTION_STRING = "a connection string with a key or password";

    private SecretShape() {}

    /** Whether a text is a connection string of a service of Azure with a key or password. */
    public static boolean isConnectionStringOfAzure(String value) {
        return !value.isEmpty()
                && of(value).equals(CONNECTION_STRING)
                && OF_AZURE.matcher(value).find();
    }

    /** Whether a text is a secret by itself, or holds one, whatever it is called: it names what. Empty when it is none. */
    public static String of(String value) {
        // the shortest of these shapes is longer, and most values are shorter
        if (value.length() < SHORTEST) {
            return "";
        }
        if (value.indexOf('\n') < 0 && value.indexOf('\r') < 0) {
            return ofLine(value.strip());
        }
        for (String line : value.lines().toList()) {
            String kind = ofLine(line.strip());
            if (!kind.isEmpty()) {
                return kind;
            }
        }
        return "";
    }

    private static String ofLine(String line) {
        if (line.length() < SHORTEST) {
            return "";
        }
        if (line.contains("PRIVATE KEY") && PRIVATE_KEY.matcher(line).find()) {
            return "a private key";
        }
        if (line.contains("eyJ") && JWT.matcher(line).results().anyMatch(token -> !isAnonymous(token.group()))) {
            return "a JSON web token";
        }
        if (line.indexOf('=') >= 0) {
            if (contains(line, SIGNATURE) && SAS.matcher(line).matches()) {
                return "a shared access signature";
            }
            if (isConnection(line)) {
                return CONNECTION_STRING;
            }
        }
        String known = KnownTokens.of(line);
        if (!known.isEmpty()) {
            return known;
        }
        int authority = line.indexOf("://");
        // the expression looks at each character of an address twice, and few have an authority with an @
        if (authority < 0 || line.indexOf('@', authority) < 0) {
            return "";
        }
        var url = URL_PASSWORD.matcher(line);
        return url.matches() && isOpaque(glueRemoved("", url.group("secret"))) ? "an address with a password" : "";
    }

    private static boolean isConnection(String line) {
        if (!contains(line, CONNECTION_SECRETS)) {
            return false;
        }
        var connection = CONNECTION.matcher(line);
        return (CONNECTION_PARTNER.matcher(line).matches() || JDBC.matcher(line).matches())
                && connection.matches()
                && !CodeText.isArgument(line, connection.start("secret"), connection.group("secret"))
                && isOpaque(glueRemoved("", connection.group("secret")));
    }

    /** Whether a token is one that Supabase gives out for browsers: it identifies no user. */
    private static boolean isAnonymous(String token) {
        try {
            byte[] payload = Base64.getUrlDecoder().decode(token.split("\\.")[1]);
            return ANONYMOUS
                    .matcher(new String(payload, StandardCharsets.UTF_8))
                    .find();
        } catch (IllegalArgumentException noToken) {
            return false;
        }
    }

    /** Whether a line holds one of some words in whatever case, of which each begins with one of three letters. */
    private static boolean contains(String line, List<String> words) {
        int length = line.length();
        for (int i = 0; i < length; i++) {
            int c = line.charAt(i) | ' ';
            // beyond ASCII there are further letters that are the same in whatever case
            if (c == 'a' || c == 'p' || c == 's' || c > '~') {
                for (String word : words) {
                    if (line.regionMatches(true, i, word, 0, word.length())) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /** Whether a value is the secret that its name promises, by the default patterns, or one by itself. */
    public static boolean isSecret(String name, String value) {
        return !value.isEmpty()
                && ((PROMISES.of(name) && isOpaque(name, value))
                        || (RandomText.isKey(name, value) && !soundsOnly(name))
                        || !of(value).isEmpty());
    }

    /** Whether a value is published anyway: a publishable key, or a connection string of nothing but addresses. */
    static boolean isPublic(String name, String value) {
        return value.length() <= LONGEST_NAME
                && value.indexOf('\n') < 0
                && (PUBLISHABLE_NAME.matcher(name).matches()
                        || JWT.matcher(value).matches() && isAnonymous(value)
                        || PUBLISHABLE.matcher(value).matches()
                        || CONNECTION_NAME.matcher(name).matches()
                                && (ADDRESSES.matcher(value).matches()
                                        || WITHOUT_VALUES.matcher(value).matches()));
    }

    /** Whether a name promises a secret, by the default patterns. */
    static boolean promisesSecret(String name) {
        return PROMISES.of(name);
    }

    /** Whether a name only sounds like that of a secret. */
    static boolean soundsOnly(String name) {
        return IGNORED_PATTERN.matcher(name).matches();
    }

    static boolean isSwitch(String value) {
        return SWITCH.matcher(value).matches();
    }

    static boolean isNothing(String value) {
        return IS_NOTHING.matcher(value).matches();
    }

    static boolean isPlaceholder(String value) {
        return IS_NOTHING.matcher(value).matches() || Placeholders.isNoValue(value);
    }

    /** Whether a value is none of a secret, whatever it is called: a switch, a number, a host, a path, an address, a placeholder. */
    static boolean isHarmless(String value) {
        return value.length() <= LONGEST_NAME
                && (!isOpaque(value) || NUMBER.matcher(value).matches());
    }

    private static boolean promises(String name) {
        return NAME_PATTERN.matcher(name).matches()
                && !IGNORED_PATTERN.matcher(name).matches();
    }

    /** Whether the default in a variable may be a secret: a number and a placeholder are none. */
    static boolean isOpaqueLiteral(String text) {
        return isOpaque(text) && !NUMBER.matcher(text).matches();
    }

    /**
     * Whether a value may be the secret that the name of its key promises: it is no reference, path, address, placeholder,
     * switch, number, duration or name of a host or class. A number may be a password.
     */
    public static boolean isOpaque(String name, String value) {
        String text = value.strip();
        return isOpaque(glueRemoved(name, text))
                && !isPublic(name, text)
                && !namesAKey(name, text)
                && !isItsOwnName(name, text)
                && !(NAME_OF_A_SECRET.matcher(name).matches()
                        && OBJECT.matcher(text).matches())
                && !((text.startsWith(name) || name.endsWith(text))
                        && CONSTANT.matcher(text).matches())
                && (IS_PASSWORD_NAME.of(name) || !NUMBER.matcher(text).matches());
    }

    /**
     * Whether a variable says which key holds what it is about: {@code API_KEY_SECRET_KEY: api-key}, {@code "token_key":
     * "access_token"}. {@code SECRET_KEY} alone is a key to sign with, and a value of other words than those that keys are called is
     * one, too; so is {@code TOKEN_KEY: secret}.
     */
    static boolean namesAKey(String name, String value) {
        if (KEY_OF_A_SECRET.matcher(name).matches()) {
            return WORDS_OF_KEYS.matcher(value).matches();
        }
        var token = KEY_OF_A_TOKEN.matcher(name);
        return token.matches()
                && (token.group("what").equalsIgnoreCase(value)
                        || SOME_WORDS_OF_KEYS.matcher(value).matches());
    }

    /** Whether the value of a key is the name of the key again, such as {@code accessKey} of {@code Store__AccessKey}: a password may be. */
    private static boolean isItsOwnName(String name, String value) {
        return value.regionMatches(true, value.length() - KEY.length(), KEY, 0, KEY.length())
                && SOME_WORDS_OF_KEYS.matcher(value).matches()
                && plain(name).endsWith(plain(value));
    }

    private static String plain(String words) {
        return words.replaceAll("[-_.]", "").toLowerCase(Locale.ROOT);
    }

    /**
     * What is left of a text without references and the words that join them: {@code ${APP}-${STAGE}-token} holds no secret,
     * {@code hunter2${X}} does.
     */
    private static String glueRemoved(String name, String text) {
        String left = SecretReference.without(text);
        if (left.length() == text.length()) {
            return text;
        }
        boolean isGlue = GLUE.splitAsStream(left)
                .allMatch(word -> word.isEmpty()
                        || GLUE_WORDS.contains(word.toLowerCase(Locale.ROOT))
                        || GLUE.splitAsStream(name).anyMatch(word::equalsIgnoreCase));
        return isGlue ? "" : left;
    }

    private static boolean isOpaque(String text) {
        // no path, name or placeholder is that long, and patterns with loops are not made for such texts
        if (text.length() > LONGEST_NAME) {
            return true;
        }
        return !text.isEmpty()
                && !CONNECTION_PARTNER.matcher(text).matches()
                && !isPlaceholder(text)
                && !SWITCH.matcher(text).matches()
                && !KIND.matcher(text).matches()
                && !HOST_OR_CLASS.matcher(text).matches()
                && !OPTIONS.matcher(text).matches()
                && !PATH.matcher(text).matches()
                && !URL.matcher(text).matches()
                && !CodeText.isExpression(text)
                && !PrintedValue.holdsNothing(text);
    }
}
