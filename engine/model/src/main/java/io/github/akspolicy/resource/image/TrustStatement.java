package io.github.akspolicy.resource.image;

import io.github.akspolicy.manifest.Place;
import java.util.List;
import java.util.Map;

/**
 * One statement of a Notation trust policy, valid or not.
 *
 * @param name unique in its document
 * @param scopes repositories such as {@code contoso.azurecr.io/store/app}, or the lone {@code *}
 * @param level what failing checks lead to
 * @param actions what a failing check leads to, by check, with the overrides applied; never null values
 * @param timestampAlways whether timestamps are checked while the certificates are still valid, too
 * @param stores names of trust stores with their type, such as {@code ca:contoso}
 * @param identities {@code *}, or subjects such as {@code x509.subject: C=US, ST=WA, O=Contoso}
 * @param at where the statement is written
 * @param fields where its members are written, by name: {@code level}, {@code registryScopes}, {@code
 *     trustedIdentities}, {@code override}
 */
public record TrustStatement(
        String name,
        List<String> scopes,
        Level level,
        Map<Check, Action> actions,
        boolean timestampAlways,
        List<String> stores,
        List<String> identities,
        Place at,
        Map<String, Place> fields) {
    /** The scope that stands for every repository, and the identity that stands for everyone. */
    public static final String ANY = "*";

    /** The levels of verification, strictest first. */
    public enum Level {
        STRICT("strict"),
        PERMISSIVE("permissive"),
        AUDIT("audit"),
        SKIP("skip");

        private final String word;

        Level(String word) {
            this.word = word;
        }

        /** What a failing check leads to at this level. */
        public Action action(Check check) {
            return switch (this) {
                case STRICT -> Action.ENFORCE;
                case PERMISSIVE ->
                    check == Check.INTEGRITY || check == Check.AUTHENTICITY ? Action.ENFORCE : Action.LOG;
                case AUDIT -> check == Check.INTEGRITY ? Action.ENFORCE : Action.LOG;
                case SKIP -> Action.SKIP;
            };
        }

        @Override
        public String toString() {
            return word;
        }
    }

    /** The checks in the order in which they are made. */
    public enum Check {
        INTEGRITY("integrity"),
        AUTHENTICITY("authenticity"),
        EXPIRY("expiry"),
        AUTHENTIC_TIMESTAMP("authenticTimestamp"),
        REVOCATION("revocation");

        private final String word;

        Check(String word) {
            this.word = word;
        }

        @Override
        public String toString() {
            return word;
        }
    }

    /** What a failing check leads to. */
    public enum Action {
        ENFORCE("enforce"),
        LOG("log"),
        SKIP("skip");

        private final String word;

        Action(String word) {
            this.word = word;
        }

        @Override
        public String toString() {
            return word;
        }
    }

    public TrustStatement {
        scopes = List.copyOf(scopes);
        actions = Map.copyOf(actions);
        stores = List.copyOf(stores);
        identities = List.copyOf(identities);
        fields = Map.copyOf(fields);
    }

    /** What a failing check leads to. */
    public Action action(Check check) {
        return actions.getOrDefault(check, level.action(check));
    }

    /** Whether the statement applies to every repository that no other statement names. */
    public boolean isGlobal() {
        return scopes.contains(ANY);
    }

    /** Names of the stores of one type: {@code ca}, {@code signingAuthority} or {@code tsa}. */
    public List<String> storesOf(String type) {
        return stores.stream()
                .filter(store -> store.startsWith(type + ":"))
                .map(store -> store.substring(type.length() + 1))
                .toList();
    }
}
