package io.github.akspolicy.resource.identity;

import io.github.akspolicy.manifest.PlaceholderForm;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The forms in which a text says where a secret is, for a program that fetches it: variables, templates, 1Password, vals and
 * helm-secrets, Vault and its webhook, SOPS, Azure Key Vault, Argo CD's plugin, the clouds. A form counts only as far as its own grammar
 * goes, and a literal that stands in it as the default is a literal: {@code ${PASSWORD:-hunter2}} publishes {@code hunter2}.
 */
public final class SecretReference {
    private static final String WORD = "[A-Za-z0-9_.-]++";

    /** A path of at least two words. */
    private static final String PATH = "/?" + WORD + "(?:[/:]" + WORD + ")++/?";

    private static final String BASE64 = "[A-Za-z0-9+/]";

    /** Programs that fetch from an address; not {@code echo}, which hands on what stands in it. */
    private static final String BACKENDS =
            "vault|openbao|bao|sops|file|exec|envsubst|tfstate[a-z0-9]*|awsssm|awssecrets|awskms|s3|gcs|gkms"
                    + "|gcpsecrets|googlesheets|azurekeyvault|gitlab|op|onepassword(?:connect)?|1password(?:connect)?|doppler|pulumistateapi"
                    + "|conjur|hcpvaultsecrets|httpjson|bitwarden|bws|infisical|keychain|scaleway|k8s|secretserver|yclockbox|akeyless";

    private static final String SOPS = "ENC\\[AES256_GCM,data:" + BASE64 + "*+={0,2},iv:" + BASE64
            + "{42,44}={0,2},tag:" + BASE64 + "{21,24}={0,3},type:(?:str|int|float|bytes|bool|comment)\\]";

    private static final List<String> FORMS = List.of(
            // 1Password: vault, item, perhaps a section, field; names may be of several words
            "op://[A-Za-z0-9_.-]++(?: [A-Za-z0-9_.-]++)*+(?:/[A-Za-z0-9_.-]++(?: [A-Za-z0-9_.-]++)*+){0,2}/(?:[A-Za-z]++(?: [A-Za-z]++)++|"
                    + WORD + ")(?:\\?(?:attribute|attr|ssh-format)=[a-z]++)?",
            // vals, helm-secrets
            "(?:secret)?ref\\+(?:" + BACKENDS + ")://"
                    + "[A-Za-z0-9_./:@%~-]++(?:\\?[\\w.-]++=[\\w./:@%-]*+(?:&[\\w.-]++=[\\w./:@%-]*+)*+)?"
                    + "(?:#/?[\\w./@%-]++)?\\+?",
            "secrets(?:\\+(?:gpg|age)-import(?:-kubernetes)?)?://" + "/?[\\w./?%-]++",
            // Vault and OpenBao by the webhook of Bank-Vaults, the key behind the path; or what their transit engine
            // encrypted
            "(?:>>)?(?:vault|bao):" + PATH + "#" + WORD + "(?:#\\d++)?",
            "(?:>>)?(?:vault|bao):" + PATH + "#\\$\\{\\.?[\\w. |]++\\}(?:#\\d++)?",
            "vault:v\\d++:(?=" + BASE64 + "{38})" + BASE64 + "++={0,2}",
            SOPS,
            // Azure Key Vault: akv2k8s, App Service and Functions, App Configuration
            "[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?@azurekeyvault(?:\\?" + WORD + ")?",
            "(?i:@Microsoft\\.KeyVault\\(SecretUri=https://[a-z0-9-]++(?:\\.[a-z0-9-]++)++/secrets/[a-z0-9-]++(?:/[a-f0-9]*+)?/?\\))",
            "(?i:@Microsoft\\.KeyVault\\(VaultName=[a-z0-9-]++;SecretName=[a-z0-9-]++(?:;SecretVersion=[a-f0-9]++)?\\))",
            "(?i:@Microsoft\\.AppConfiguration\\(Endpoint=https://[a-z0-9.-]++; ?Key=[\\w.:/-]++(?:; ?Label=[\\w.-]++)?\\))",
            // Argo CD's Vault plugin
            "<path:" + PATH + "#" + WORD + "(?:#" + WORD + ")?(?: *+\\| *+[a-zA-Z0-9]++(?: [{}\\w.\\[\\]]++)?)*+>",
            // clouds
            "arn:aws[a-z-]*+:(?:secretsmanager|ssm|kms):[a-z0-9-]*+:\\d{12}:(?:secret|parameter|key)[:/][\\w/+=.@:-]++",
            "(?:gcp:secretmanager:|sm://)?projects/[\\w-]++/secrets/[\\w-]++(?:/versions/(?:latest|\\d++))?",
            "(?:berglas|sm|awssm|awsps|ssm|secretsmanager|gcpsm|azurekeyvault|azkv|akv|keyvault|akeyless|doppler|infisical|bws|conjur|vault"
                    + "|openbao)://" + PATH + "(?:\\?[\\w=&.-]++)?(?:#[\\w./-]++)?",
            "akeyless:/" + WORD + "(?:/" + WORD + ")*+",
            // what something fills in, in forms that can hold no literal
            PlaceholderForm.PARENTHESES.regex(),
            PlaceholderForm.DOLLAR.regex(),
            PlaceholderForm.PERCENT.regex(),
            PlaceholderForm.HASH.regex(),
            PlaceholderForm.UNDERSCORES.regex(),
            // in small letters where it is called like a secret: a password may begin with a dollar
            "\\$[a-z_]{0,40}(?:pass|passwd|password|pwd|secret|token|key)(?![A-Za-z0-9_])",
            "\\$[0-9@](?!\\w)",
            // programs that fill in their own configuration
            "(?<![A-Za-z0-9$#{])\\{[A-Z][A-Z0-9]++(?:_[A-Z0-9]++)++\\}",
            "\\$\\{\\{ *+(?:secrets|vars|env|inputs|github|needs|steps|matrix|variables|parameters|values|parameters)(?:\\.[\\w-]++)++ *+\\}\\}");

    /** What may stand behind a form: anything else would belong to it, and it would not be one. */
    private static final String END = "(?=$|[\\s\"'`,;:@/&?|()<>}\\]-])";

    private static final Pattern FORM = Pattern.compile("(?:(?:" + String.join(")|(?:", FORMS) + "))" + END);

    /** The innermost {@code ${…}}: what is in it decides. */
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^{}]*+)\\}");

    private static final Pattern EXPANSION =
            Pattern.compile("([A-Za-z_][\\w.-]*?)(?::?[-=+?]|:)(.*)|([A-Za-z_][\\w.-]*+)");
    private static final Pattern CUT =
            Pattern.compile("[A-Za-z_]\\w*+(?:[#%]{1,2}[^/]*+|\\^{1,2}|,{1,2}|:\\d++(?::\\d++)?)");

    /** A name with hyphens, as Jenkins has it ({@code ${chart-admin-password}}): a shell would read a default value. */
    private static final Pattern HYPHENATED =
            Pattern.compile("[a-z][a-z0-9]*+-(?:[a-z0-9]++-)*?(?:password|passwd|secret|token|key|username|user)");

    /** Providers of configuration, such as those of Kafka: {@code ${secrets:namespace/name:key}}. */
    private static final Pattern PROVIDER = Pattern.compile(
            "(?i)(?:env|strimzienv):[A-Za-z_][\\w.]*+|(?:file|dir|directory|strimzifile|strimzidir):/[\\w./:-]++"
                    + "|(?:vault|bao|secrets?|configmaps|strimzisecrets|aws|ssm|secretsmanager|gcp|azurekeyvault|keyvault|sm|akv):/{0,2}"
                    + PATH
                    + "(?:#" + WORD + ")?");

    /** A command whose output is meant; one that prints its words is a literal. */
    private static final Pattern COMMAND =
            Pattern.compile("\\$\\((?![^()]*\\b(?:echo|printf|print)\\b)[\\s<]*+[a-z/][\\w./-]*+(?:\\s[^()]*+)?\\)");

    private static final Pattern TEMPLATE = Pattern.compile("\\{\\{-?(.*?)-?\\}\\}");

    /** The words of a template that name what is fetched. */
    private static final Pattern FETCHED = Pattern.compile(
            "\\b(?:secrets?|key|env|index|get|include|requiredEnv)\\b[ \\w.$()]*?[\"'][\\w./:-]*+[\"']");

    private static final Pattern ACTION = Pattern.compile("[\\w.$|()\\s:=,/@#-]*+");

    /** An encrypted value of Sealed Secrets: the length of the key that RSA wrapped, that key, and what AES-GCM made. */
    private static final String SEALED = "Ag[A-D]" + BASE64 + "{700,}+={0,2}";

    /** What stands for a whole value, a document among them. */
    private static final Pattern ENCRYPTED = Pattern.compile("(?:" + SOPS + ")|(?:" + SEALED + ")");

    /** Longer texts are documents. */
    private static final int LONGEST = 4_000;

    private static final int DEEPEST = 4;

    private SecretReference() {}

    /** Whether a text is nothing but references; blank is none. */
    public static boolean isReference(String text) {
        String stripped = text.strip();
        return !stripped.isEmpty() && without(stripped).isBlank();
    }

    /** What of a text is left without its references; the text itself where there are none. */
    public static String without(String text) {
        String stripped = text.strip();
        if ((stripped.startsWith("ENC[") || stripped.startsWith("Ag"))
                && ENCRYPTED.matcher(stripped).matches()) {
            return "";
        }
        if (text.length() > LONGEST || !mayReferTo(text)) {
            return text;
        }
        String left = text;
        for (int depth = 0; depth < DEEPEST; depth++) {
            String before = left;
            left = FORM.matcher(left).replaceAll("");
            left = replaced(VARIABLE, left, SecretReference::isFetched);
            left = COMMAND.matcher(left).replaceAll("");
            left = replaced(TEMPLATE, left, SecretReference::fetches);
            if (left.equals(before)) {
                break;
            }
        }
        return left;
    }

    /** Each form has one of these characters, and most values have none. */
    private static boolean mayReferTo(String text) {
        for (int i = 0; i < text.length(); i++) {
            if ("$%#{<@:[/_".indexOf(text.charAt(i)) >= 0) {
                return true;
            }
        }
        return text.startsWith("Ag");
    }

    private static String replaced(Pattern pattern, String text, java.util.function.Predicate<String> isReference) {
        return pattern.matcher(text)
                .replaceAll(match -> isReference.test(match.group(1)) ? "" : Matcher.quoteReplacement(match.group()));
    }

    /** Whether what stands between the braces of a variable is its name, without a literal that would be deployed. */
    private static boolean isFetched(String within) {
        String text = within.strip();
        if (text.isEmpty()
                || PROVIDER.matcher(text).matches()
                || HYPHENATED.matcher(text).matches()
                || CUT.matcher(text).matches()) {
            return true;
        }
        Matcher expansion = EXPANSION.matcher(text);
        if (!expansion.matches()) {
            return false;
        }
        String literal = expansion.group(2);
        return literal == null
                || literal.isBlank()
                || text.startsWith("?", expansion.end(1))
                || text.startsWith(":?", expansion.end(1))
                || !SecretShape.isOpaqueLiteral(literal.strip());
    }

    private static boolean fetches(String within) {
        String action = FETCHED.matcher(within).replaceAll("");
        return within.isBlank()
                || ACTION.matcher(action).matches()
                        // a comment or a bare word is text
                        && (within.indexOf('.') >= 0
                                || within.indexOf('$') >= 0
                                || !action.equals(within)
                                || List.of("end", "else")
                                        .contains(within.strip().toLowerCase(Locale.ROOT)));
    }
}
