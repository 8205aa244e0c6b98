package io.github.akspolicy.resource.image;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.manifest.Place;
import io.github.akspolicy.resource.image.TrustPolicy.Problem;
import io.github.akspolicy.resource.image.TrustStatement.Action;
import io.github.akspolicy.resource.image.TrustStatement.Check;
import io.github.akspolicy.resource.image.TrustStatement.Level;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a trust policy with every rule of trust-store-trust-policy.md (Notary Project specifications d4b62b94). Where the
 * specification is silent, notation-go 1.3.2 decides.
 */
final class TrustPolicyReader {
    private static final Pattern STORE_NAME = Pattern.compile("[a-zA-Z0-9_.-]+");
    private static final Pattern HOST =
            Pattern.compile("[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?(?:\\.[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)*+"
                    + "(?::[0-9]+)?");
    private static final Pattern REPOSITORY = Pattern.compile(
            "[a-z0-9]++(?:(?:[._]|__|-++)[a-z0-9]++)*+(?:/[a-z0-9]++(?:(?:[._]|__|-++)[a-z0-9]++)*+)*+");
    private static final Set<String> STORE_TYPES = Set.of("ca", "signingAuthority", "tsa");
    private static final Set<String> DOCUMENT_MEMBERS = Set.of("version", "trustPolicies");
    private static final Set<String> STATEMENT_MEMBERS =
            Set.of("name", "registryScopes", "signatureVerification", "trustStores", "trustedIdentities");
    private static final Set<String> VERIFICATION_MEMBERS = Set.of("level", "override", "verifyTimestamp");
    private static final int MAX_STATEMENTS = 1000;

    private final List<TrustStatement> statements = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private final List<Problem> warnings = new ArrayList<>();
    private final Set<String> names = new HashSet<>();
    private final Map<String, String> scopes = new HashMap<>();

    TrustPolicy read(Field document) {
        if (!(document.node() instanceof Node.Mapping)) {
            problem(document, "the trust policy is not an object");
        } else {
            warnOfUnknown(document, DOCUMENT_MEMBERS);
            Field version = document.get("version");
            if (!"1.0".equals(version.string())) {
                problem(version, "version is " + (version.isPresent() ? "not the text \"1.0\"" : "not set"));
            }
            Field list = document.get("trustPolicies");
            List<Field> items = list.items();
            if (items.isEmpty()) {
                problem(list, "trustPolicies has no statement");
            } else if (items.size() > MAX_STATEMENTS) {
                problem(list, "trustPolicies has more than " + MAX_STATEMENTS + " statements");
            } else {
                items.forEach(this::statement);
            }
        }
        return new TrustPolicy(statements, problems, warnings);
    }

    private void statement(Field statement) {
        warnOfUnknown(statement, STATEMENT_MEMBERS);
        Field name = statement.get("name");
        String called = name.stringOr("");
        if (called.isEmpty()) {
            problem(name, "name is not set");
        } else if (!names.add(called)) {
            problem(name, "name \"" + called + "\" is used by two statements");
        }
        Field verification = statement.get("signatureVerification");
        warnOfUnknown(verification, VERIFICATION_MEMBERS);
        Level level = level(verification.get("level"));
        Field override = verification.get("override");
        Map<Check, Action> actions = override(override, level);
        Field timestamp = verification.get("verifyTimestamp");
        String when = timestamp.isPresent() ? timestamp.textOr("") : "always";
        if (!when.equals("always") && !when.equals("afterCertExpiry")) {
            problem(timestamp, "verifyTimestamp is neither always nor afterCertExpiry");
        }
        List<String> found = scopes(statement.get("registryScopes"), called, level);
        Field stores = statement.get("trustStores");
        Field identities = statement.get("trustedIdentities");
        if (level == Level.SKIP) {
            refuse(stores);
            refuse(identities);
        } else {
            stores(stores);
            identities(identities);
        }
        var places = new LinkedHashMap<String, Place>();
        places.put("level", verification.get("level").place());
        places.put("override", override.place());
        places.put("registryScopes", statement.get("registryScopes").place());
        places.put("trustedIdentities", identities.place());
        places.put("trustStores", stores.place());
        statements.add(new TrustStatement(
                called,
                found,
                level == null ? Level.STRICT : level,
                actions,
                when.equals("always"),
                stores.strings(),
                identities.strings(),
                statement.place(),
                places));
    }

    private @Nullable Level level(Field field) {
        for (Level level : Level.values()) {
            if (level.toString().equals(field.string())) {
                return level;
            }
        }
        problem(
                field,
                "level is " + (field.isPresent() ? "none of " : "not set: choose one of ")
                        + Arrays.toString(Level.values()));
        return null;
    }

    private Map<Check, Action> override(Field override, @Nullable Level level) {
        var actions = new EnumMap<Check, Action>(Check.class);
        List<Field> fields = override.fields();
        if (override.isPresent() && !(override.node() instanceof Node.Mapping)) {
            problem(override, "override is not an object");
        }
        if (!fields.isEmpty() && level == Level.SKIP) {
            problem(override, "override cannot be used with the level skip");
        }
        for (Field field : fields) {
            Check check = word(Check.values(), field.key());
            Action action = word(Action.values(), field.string());
            if (check == null) {
                problem(field, "override of " + field.key() + ": there is no such check");
            } else if (action == null) {
                problem(field, "override of " + check + " is none of enforce, log, skip");
            } else if (check == Check.INTEGRITY) {
                problem(field, "override of integrity is not allowed");
            } else if (action == Action.SKIP && check != Check.REVOCATION) {
                problem(field, "override of " + check + " cannot be skip: only revocation can be skipped");
            } else {
                actions.put(check, action);
            }
        }
        return actions;
    }

    private static <W> @Nullable W word(W[] words, @Nullable String text) {
        for (W word : words) {
            if (word.toString().equals(text)) {
                return word;
            }
        }
        return null;
    }

    private List<String> scopes(Field field, String statement, @Nullable Level level) {
        List<Field> items = texts(field);
        if (items.isEmpty()) {
            problem(field, "registryScopes has no entry");
        }
        var found = new ArrayList<String>();
        for (Field item : items) {
            String scope = item.stringOr("");
            found.add(scope);
            if (scopes.putIfAbsent(scope, statement) != null) {
                problem(item, "registryScopes has " + quote(scope) + ", which occurs twice in the document");
            }
            if (!scope.equals(TrustStatement.ANY)) {
                scope(item, scope);
            } else if (items.size() > 1) {
                problem(item, "registryScopes has * beside other scopes");
            } else if (level == Level.SKIP) {
                // the specification forbids it, notation-go 1.3.2 accepts it: what is not verified must be said
                warn(item, "registryScopes is * at the level skip: no image is verified");
            }
        }
        return found;
    }

    private void scope(Field item, String scope) {
        int slash = scope.indexOf('/');
        if (scope.contains(TrustStatement.ANY)) {
            problem(item, "registryScopes has " + quote(scope) + ": * can only stand alone");
        } else if (slash < 0
                || scope.length() > 1024
                || !HOST.matcher(scope.substring(0, slash)).matches()
                || !REPOSITORY.matcher(scope.substring(slash + 1)).matches()) {
            problem(
                    item,
                    "registryScopes has " + quote(scope)
                            + ", which is not a full repository such as contoso.azurecr.io/store/app, without tag");
        }
    }

    private void stores(Field field) {
        List<Field> items = texts(field);
        if (items.isEmpty()) {
            problem(field, "trustStores has no entry");
        }
        for (Field item : items) {
            String store = item.stringOr("");
            int colon = store.indexOf(':');
            if (colon < 0 || !STORE_TYPES.contains(store.substring(0, colon))) {
                problem(
                        item,
                        "trustStores has " + quote(store)
                                + ", which does not begin with ca:, signingAuthority: or tsa: as it must");
            } else if (!STORE_NAME.matcher(store.substring(colon + 1)).matches()) {
                problem(item, "trustStores has " + quote(store) + ": names consist of letters, digits, dots, _ and -");
            }
        }
    }

    private void identities(Field field) {
        List<Field> items = texts(field);
        if (items.isEmpty()) {
            problem(field, "trustedIdentities has no entry");
        }
        var names = new ArrayList<DistinguishedName>();
        for (Field item : items) {
            String identity = item.stringOr("");
            int colon = identity.indexOf(':');
            if (identity.equals(TrustStatement.ANY)) {
                if (items.size() > 1) {
                    problem(item, "trustedIdentities has * beside other identities");
                }
            } else if (colon <= 0 || colon == identity.length() - 1) {
                problem(
                        item,
                        "trustedIdentities has " + quote(identity) + ", which has not the form x509.subject:NAME");
            } else if (identity.substring(0, colon).equals("x509.subject")) {
                name(item, identity.substring(colon + 1), names);
            }
        }
    }

    private void name(Field item, String text, List<DistinguishedName> others) {
        try {
            DistinguishedName name = DistinguishedName.parse(text);
            for (DistinguishedName other : others) {
                if (name.isPartOf(other) || other.isPartOf(name)) {
                    problem(
                            item,
                            "trustedIdentities has " + quote(text.strip()) + ", which overlaps with another entry");
                }
            }
            others.add(name);
        } catch (IllegalArgumentException broken) {
            problem(item, "trustedIdentities has " + quote(text.strip()) + ": " + broken.getMessage());
        }
    }

    /** The items of a list of texts; anything else in its place is a problem. */
    private List<Field> texts(Field field) {
        if (field.isPresent() && !(field.node() instanceof Node.Sequence)) {
            problem(field, field.key() + " is not a list");
        }
        List<Field> items = field.items();
        for (Field item : items) {
            if (item.stringOr("").isEmpty()) {
                problem(item, field.key() + " has an entry that is not a string");
                return List.of();
            }
        }
        return items;
    }

    private void refuse(Field field) {
        if (!field.items().isEmpty()) {
            problem(field, field.key() + " cannot be used with the level skip");
        }
    }

    /** Notation ignores members that it does not know, such as a misspelt override. */
    private void warnOfUnknown(Field object, Set<String> known) {
        for (Field member : object.fields()) {
            if (!known.contains(member.key())) {
                warn(member, member.key() + " is not a member of a trust policy and is ignored");
            }
        }
    }

    private void problem(Field at, String message) {
        problems.add(new Problem(at.place(), message));
    }

    private void warn(Field at, String message) {
        warnings.add(new Problem(at.place(), message));
    }

    private static String quote(String text) {
        return '"' + text + '"';
    }
}
