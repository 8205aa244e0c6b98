package io.github.akspolicy.policies.identity;

import io.github.akspolicy.resource.identity.WorkloadIdentity;
import io.github.akspolicy.resource.workload.EnvironmentVariable;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whose a client secret or account key is that does not say so itself: that of the variables beside it which begin alike. Most clients
 * of OAuth are not of Entra ID: {@code AUTH0_CLIENT_SECRET} is not, {@code OAUTH2_PROXY_CLIENT_SECRET} may be.
 */
final class AzureContext {
    private static final Pattern CREDENTIAL =
            Pattern.compile("(?i)(?<owner>.*?)(?<kind>CLIENT_?SECRET|ACCOUNT_?KEY|ACCESS_?KEY)");

    /** Which variables beside a secret without an owner are about the same client. */
    private static final Pattern OF_NOBODY = Pattern.compile(
            "(?i)(?:OAUTH2?_|OIDC_)?(?:TENANT|AUTHORITY|ISSUER|AUTH|TOKEN|LOGIN|PROVIDER|STORAGE|ACCOUNT|BLOB).*");

    /** Where Entra ID signs in, in all clouds. */
    private static final Pattern SIGN_IN = Pattern.compile(
            "(?i).*\\b(?:login\\.microsoftonline\\.(?:com|us)|login\\.windows\\.net|sts\\.windows\\.net|login\\.(?:partner\\.microsoftonline|chinacloudapi)\\.cn"
                    + "|[a-z0-9-]+\\.(?:b2clogin|ciamlogin)\\.com)\\b.*");

    private static final Pattern STORAGE = Pattern.compile(
            "(?i).*\\.(?:blob|queue|table|file|dfs)\\.core\\.(?:windows\\.net|usgovcloudapi\\.net|chinacloudapi\\.cn)\\b.*|.*\\.documents\\.azure\\.(?:com|us|cn)\\b.*");

    /** Names of variables that hold an address, a tenant or a provider. */
    private static final Pattern MAY_SAY = Pattern.compile(
            "(?i).*(?:TENANT|AUTHORITY|ISSUER|URL|URI|ENDPOINT|LOGIN|PROVIDER|HOST|INSTANCE|METADATA|DOMAIN).*");

    private static final Pattern PROVIDER = Pattern.compile("(?i)azure|azure-?ad|aad|entra(?:-?id)?|azuread-?v2");

    private AzureContext() {}

    /** Whether the variables beside a credential say that it is one for Azure. */
    static boolean saysAzure(EnvironmentVariable variable, List<EnvironmentVariable> all) {
        // most names end otherwise, and the expression looks at each of their letters
        if (!endsWith(variable.name(), "SECRET") && !endsWith(variable.name(), "KEY")) {
            return false;
        }
        Matcher credential = CREDENTIAL.matcher(variable.name());
        if (!credential.matches()) {
            return false;
        }
        String owner = credential.group("owner");
        if (owner.toUpperCase(Locale.ROOT).contains("AZURE")) {
            return true;
        }
        boolean isClient = credential.group("kind").regionMatches(true, 0, "CLIENT", 0, 6);
        List<EnvironmentVariable> beside = all.stream()
                .filter(other -> owner.isEmpty()
                        ? OF_NOBODY.matcher(other.name()).matches()
                        : other.name().regionMatches(true, 0, owner, 0, owner.length()))
                .toList();
        boolean isSaid = beside.stream().anyMatch(other -> isClient ? isOfEntra(other) : isOfStorage(other));
        if (!isSaid) {
            // one that is filled in later may say it
            beside.stream()
                    .filter(other -> MAY_SAY.matcher(other.name()).matches())
                    .forEach(other -> other.value().read());
        }
        return isSaid;
    }

    private static boolean endsWith(String name, String end) {
        return name.regionMatches(true, name.length() - end.length(), end, 0, end.length());
    }

    private static boolean isOfEntra(EnvironmentVariable other) {
        String name = other.name().toUpperCase(Locale.ROOT);
        String value = other.value().written().strip();
        return SIGN_IN.matcher(value).matches()
                || (name.contains("TENANT") && WorkloadIdentity.isGuid(value))
                || (name.endsWith("PROVIDER") && PROVIDER.matcher(value).matches());
    }

    private static boolean isOfStorage(EnvironmentVariable other) {
        return STORAGE.matcher(other.value().written()).matches();
    }
}
