package io.github.akspolicy.resource.identity;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.ManifestReader;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.manifest.Placeholders;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An entry of a Secret, and whether it must not be published. An entry is taken for a secret unless it is known not to be one: a
 * reference, something empty, a public key, a setting such as a port, a host or a user name, or a document of nothing but these.
 *
 * @param key the key of the entry
 * @param text what the program reads
 */
public record SecretEntry(String key, String text) {
    /** Settings that stand beside secrets: who, where, which. */
    private static final Pattern SETTING = Pattern.compile(
            "(?i:(.*[^a-z])?(user(name)?|login|e?mail|from|sender|host(name)?|server|port|ur[li]s?"
                    + "|dsn|endpoint|database|db|db[_.-]?name|schema|driver|client|dialect|engine|protocol|scheme|dir|path|bucket|container"
                    + "|region|zone|tenant|realm|locale|timezone|tz|level|debug|charset|encoding|ssl|tls|ssl[_.-]?mode|index|queue|topic|keyspace|seeds|nodes|peers|brokers|servers|contact[_.-]?points?"
                    + "|vhost|cluster|org(ani[sz]ation)?|project|site|env(ironment)?|ids?|client[_.-]?ids?|app[_.-]?ids?|image([_.-]?(base|name|prefix|registry|repository|tag))?))"
                    + "|(?i:(.*[.])?(crt|cer|pub|csr))|(?i:.*(directory|folder|filename|database|username|hostname|endpoint))|.*[a-z](User|Host|Port|Url|Uri|Database|Db|Name|Email|Server|Bucket|Region|Tenant|Path|Dir|Id|URL|URI|ID|DB)");

    /** Names of secrets that do not say so in general, but do in a Secret. */
    private static final Pattern SECRET_IN_A_SECRET = Pattern.compile(
            "(?i)(.*[^a-z])?(auth|cookie|key|keys|credentials?|salt|pepper|seed|license|licence|htpasswd|pass|signature|private|pin|code)");

    /** In documents these are the names of labels and settings. */
    private static final Pattern NAME_OF_A_NAME = Pattern.compile("(?i)keys?|code");

    private static final Pattern COLLECTION =
            Pattern.compile("(?i).*(auths?|passwords|secrets|tokens|credentials|api[_.-]?keys)");

    /** What a chart writes where there is no value: {@code default "MISSING" .Values.apiKey}. */
    private static final Pattern EMPTY = Pattern.compile("(?s)(\\{\\s*+\\}|\\[\\s*+\\]|\"\"|''|null|~)");

    /** Certificates, public keys and the like: whole texts of nothing else. */
    private static final Pattern PUBLIC = Pattern.compile(
            "(?s)(?:\\s*+-----BEGIN (?<label>(?:TRUSTED |X509 )?CERTIFICATE|X509 CRL|DH PARAMETERS|EC PARAMETERS|(?:RSA )?PUBLIC KEY|PGP PUBLIC KEY BLOCK)-----"
                    + "[^-]*+-----END \\k<label>-----)++\\s*+"
                    + "|(?:[\\w.,:\\[\\]*|=+/@ -]*?(?:ssh-(?:rsa|ed25519|dss)|ecdsa-sha2-nistp\\d{3}|sk-[\\w@.-]++) [A-Za-z0-9+/]++={0,2}[^\\n]*+\\n?)++");

    /** A line of a properties, INI, TOML or env file, or an option of a program: {@code --name=value}. */
    private static final Pattern LINE = Pattern.compile(
            "\\s*+(?:export\\s++|--?)?[\"']?(?<name>[A-Za-z_][\\w./-]*+)[\"']?\\s*+[=:]\\s*+(?<value>.*?)\\s*+[,;]?\\s*+");

    private static final Pattern NO_LINE =
            Pattern.compile("\\s*+(?:[#;].*+|--?[A-Za-z][\\w-]*+\\s*+|\\[{1,2}[\\w.\" :/-]++\\]{1,2}\\s*+)?");

    /** What a query or a list of settings says by name. */
    private static final Pattern NAMED = Pattern.compile("(?<name>[A-Za-z_][\\w.-]*+)=(?<value>[^&;\\s,\"']++)");

    private static final Pattern USER_OF_A_URL =
            Pattern.compile("(?i)[a-z][a-z0-9+.-]*+://(?<user>[^/\\s:@]++)(?::)?@.*");
    private static final Pattern UUID =
            Pattern.compile("(?i)[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
    /** OAuth calls it public, and many services make it of random letters. */
    private static final Pattern CLIENT_ID =
            Pattern.compile("(?i)(?:.*[^a-z])?(?:client|app)[_.-]?id|.*[a-z](?:Client|App)I[dD]");

    private static final Pattern ONE_WORD = Pattern.compile("[\\w.-]{1,100}");

    /** What {@code printf "%s:%s"} of two absent values is in base64: the credentials of a registry that a pipeline gives. */
    private static final String NO_CREDENTIALS =
            Base64.getEncoder().encodeToString("%!s(<nil>):%!s(<nil>)".getBytes(StandardCharsets.UTF_8));

    private static final Pattern PARTS = Pattern.compile("[^A-Za-z0-9+]++");

    private static final int LONGEST_SETTING = 300;
    private static final int LONGEST_DOCUMENT = 200_000;
    private static final int DEEPEST = 40;

    /**
     * An entry as it stands in the manifest.
     *
     * @param encoded whether it is one of {@code data}, in base64
     * @return null when it is not text: nothing of it is known
     */
    public static @Nullable SecretEntry of(String key, String value, boolean encoded) {
        // what a program replaces before it is applied is not encoded yet
        if (!encoded || SecretReference.isReference(value)) {
            return new SecretEntry(key, value);
        }
        try {
            byte[] bytes = Base64.getDecoder().decode(value.replaceAll("[\\r\\n]", ""));
            return new SecretEntry(
                    key,
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(bytes))
                            .toString());
        } catch (IllegalArgumentException | CharacterCodingException e) {
            return null;
        }
    }

    /**
     * Whether its name, its shape or its randomness says that it is a secret. A secret by nothing but that it stands in a Secret is
     * none of these, and may be a setting of a kind that is not known.
     */
    public boolean saysSecret() {
        String value = text.strip();
        return isSecret()
                && (promises(key)
                        || isDocument(value)
                        || !SecretShape.of(value).isEmpty()
                        || PARTS.splitAsStream(value).anyMatch(SecretEntry::isRandom));
    }

    /** Whether it may be a secret. */
    public boolean isSecret() {
        String value = text.strip();
        if (isNothing(value)) {
            return false;
        }
        if (!SecretShape.of(value).isEmpty()) {
            return true;
        }
        if (SecretShape.isPublic(key, value)) {
            return false;
        }
        if (isDocument(value)) {
            return ScriptText.is(key, value) ? isScriptWithSecrets(value) : isDocumentWithSecrets(value);
        }
        if (promises(key)) {
            return !SecretShape.namesAKey(key, value) && !SecretShape.isSwitch(value);
        }
        Matcher line = LINE.matcher(value);
        if (line.matches()
                && !promises(line.group("name"))
                && (isNothing(line.group("value")) || SecretShape.isHarmless(line.group("value")))) {
            return !isPlainSetting(value);
        }
        if (CLIENT_ID.matcher(key).matches() && ONE_WORD.matcher(value).matches()) {
            return false;
        }
        return !(isSetting(key) ? isPlainSetting(value) : SecretShape.isHarmless(value) && isPlainSetting(value));
    }

    private static boolean isNothing(String value) {
        return value.isEmpty()
                || SecretShape.isNothing(value)
                || EMPTY.matcher(value).matches()
                || SecretReference.isReference(value)
                || Placeholders.isForPeople(value)
                || PrintedValue.holdsNothing(value)
                || value.equals(NO_CREDENTIALS)
                || (value.length() < LONGEST_DOCUMENT && PUBLIC.matcher(value).matches());
    }

    private static boolean promises(String name) {
        return SecretShape.promisesSecret(name)
                || (SECRET_IN_A_SECRET.matcher(name).matches() && !SecretShape.soundsOnly(name));
    }

    private static boolean isSetting(String name) {
        return SETTING.matcher(name).matches() || SecretShape.soundsOnly(name);
    }

    /** Whether a setting holds nothing that somebody may have put into it: no parameter, user or word like a key. */
    private static boolean isPlainSetting(String value) {
        if (value.length() > LONGEST_SETTING || value.indexOf('\n') >= 0) {
            return false;
        }
        String left = SecretReference.without(value);
        Matcher user = USER_OF_A_URL.matcher(left);
        return NAMED.matcher(left).results().noneMatch(match -> SecretShape.isSecret(match.group(1), match.group(2)))
                && !(user.matches() && isRandom(user.group("user")))
                && (UUID.matcher(left).matches() || PARTS.splitAsStream(left).noneMatch(SecretEntry::isRandom));
    }

    /** Whether a word looks like a key: long, with digits among letters of both cases, or very long with digits. */
    private static boolean isRandom(String word) {
        boolean hasDigit = word.chars().anyMatch(c -> c >= '0' && c <= '9');
        boolean hasSmall = word.chars().anyMatch(c -> c >= 'a' && c <= 'z');
        boolean hasCapital = word.chars().anyMatch(c -> c >= 'A' && c <= 'Z');
        return hasDigit && (word.length() >= 16 && hasSmall && hasCapital || word.length() >= 32);
    }

    private static boolean isDocument(String value) {
        return value.indexOf('\n') >= 0 || value.startsWith("{") || value.startsWith("[");
    }

    private static boolean isScriptWithSecrets(String value) {
        return value.length() > LONGEST_DOCUMENT
                || ScriptText.holdsSecret(value)
                || PARTS.splitAsStream(value).anyMatch(SecretEntry::isRandom);
    }

    /** Whether one of the values in a document is a secret; true for a text that is none of the known forms. */
    private static boolean isDocumentWithSecrets(String value) {
        if (value.length() > LONGEST_DOCUMENT) {
            return true;
        }
        try {
            List<Node> documents = ManifestReader.yamlDocuments(value);
            if (!documents.isEmpty() && documents.stream().allMatch(node -> !(node instanceof Node.Scalar))) {
                return documents.stream().anyMatch(node -> hasSecret(Field.root(node), "", 0));
            }
        } catch (ManifestException e) {
            // perhaps lines of settings
        }
        return value.lines().anyMatch(SecretEntry::isSecretLine);
    }

    private static boolean hasSecret(Field field, String name, int depth) {
        if (depth > DEEPEST) {
            return true;
        }
        if (field.node() instanceof Node.Scalar) {
            return isSecretLeaf(name, field.textOr(""));
        }
        return field.items().stream().anyMatch(item -> hasSecret(item, name, depth + 1))
                || field.fields().stream()
                        .anyMatch(child -> hasSecret(child, isOneOf(name, child) ? name : child.key(), depth + 1));
    }

    /** Whether a field is a secret by the name of the mapping that it is in: {@code passwords: {alice: hunter2}}. */
    private static boolean isOneOf(String collection, Field child) {
        return child.node() instanceof Node.Scalar
                && COLLECTION.matcher(collection).matches()
                && !isSetting(child.key());
    }

    private static boolean isSecretLine(String line) {
        if (NO_LINE.matcher(line).matches()) {
            return false;
        }
        Matcher setting = LINE.matcher(line);
        return !setting.matches() || isSecretLeaf(setting.group("name"), unquoted(setting.group("value")));
    }

    private static String unquoted(String value) {
        return value.length() > 1 && "\"'".indexOf(value.charAt(0)) >= 0 && value.endsWith(value.substring(0, 1))
                ? value.substring(1, value.length() - 1)
                : value;
    }

    private static boolean isSecretLeaf(String name, String value) {
        String text = value.strip();
        if (isNothing(text)) {
            return false;
        }
        if (text.indexOf('\n') >= 0) {
            return text.lines().anyMatch(line -> SecretShape.isSecret(name, line.strip()))
                    || text.lines()
                            .map(LINE::matcher)
                            .filter(Matcher::matches)
                            .anyMatch(line -> SecretShape.isSecret(line.group("name"), unquoted(line.group("value"))));
        }
        return !SecretShape.of(text).isEmpty()
                || (promises(name) && !NAME_OF_A_NAME.matcher(name).matches()
                        ? SecretShape.isOpaque(name, text) || SecretShape.isPlaceholder(text)
                        : !isPlainSetting(text) && text.length() <= LONGEST_SETTING && text.indexOf(' ') < 0);
    }
}
