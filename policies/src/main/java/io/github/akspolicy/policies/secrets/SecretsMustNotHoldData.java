package io.github.akspolicy.policies.secrets;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.Placeholders;
import io.github.akspolicy.manifest.Unresolved;
import io.github.akspolicy.policies.base.BuiltInPolicy;
import io.github.akspolicy.policy.Glob;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.identity.SecretEntry;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What stands in a manifest stands in the repository, for everyone who reads it, for ever. */
final class SecretsMustNotHoldData extends BuiltInPolicy<Resource> {
    /** Of another policy, and never in manifests. */
    private static final List<String> LEFT_OUT = List.of("kubernetes.io/service-account-token", "helm.sh/release.v1");

    /** Where Argo CD's Vault plugin finds the keys that values name in angle brackets. */
    private static final String PLUGIN_PATH = "avp.kubernetes.io/path";

    private static final Pattern PLUGIN_KEY =
            Pattern.compile("<[A-Za-z_][\\w.-]*+(?: *+\\| *+[a-zA-Z0-9]++(?: [{}\\w.\\[\\]]++)?)*+>");

    private static final Parameter<List<String>> TYPES =
            Parameter.strings("allowedTypes", List.of(), "types of Secrets that may hold data");
    private static final Parameter<List<String>> NAMES =
            Parameter.strings("allowedNames", List.of(), "names of Secrets that may hold data; * stands for any text");
    private static final Parameter<Boolean> ALLOW_EMPTY = Parameter.flag(
            "allowEmptyValues", true, "whether a key may be there without a value, for something else to fill in");

    SecretsMustNotHoldData() {
        super(
                Resource.ofKinds("secret", "", "Secret"),
                policy("secrets/inline-secret-data", HIGH, "No Secret objects with data in the deployed manifests")
                        .fix(
                                "keep the value in Key Vault and mount it by a SecretProviderClass; change it, since it was published")
                        .parameters(TYPES, NAMES, ALLOW_EMPTY)
                        .in(RECOMMENDED));
    }

    @Override
    public void evaluate(Resource secret, Judgement judgement) {
        String type = secret.root().get("type").stringOr("Opaque");
        if (LEFT_OUT.contains(type)
                || judgement.get(TYPES).contains(type)
                || Glob.anyMatches(judgement.get(NAMES), secret.name())) {
            return;
        }
        boolean hasPlugin =
                secret.root().at("metadata", "annotations", PLUGIN_PATH).isPresent();
        boolean allowEmpty = judgement.get(ALLOW_EMPTY);
        List<Held> held = Stream.of("data", "stringData")
                .flatMap(map -> secret.root().get(map).fields().stream()
                        .map(value -> Held.of(value, map.equals("data"), hasPlugin, allowEmpty)))
                .filter(value -> value.what() != What.NOTHING && !judgement.isGenerated(value.field()))
                .toList();
        // each key has its own line in values, and is to be changed; what nothing but its place makes a secret only
        // stands for all
        boolean isCertain = held.stream().anyMatch(value -> value.what() == What.SECRET);
        held.stream()
                .filter(value -> !isCertain || value.what() == What.SECRET)
                .limit(isCertain ? held.size() : 1)
                .forEach(value -> judgement.fail(
                        value.field(),
                        "Secret holds the value of " + value.field().key()));
    }

    private enum What {
        NOTHING,
        PERHAPS,
        SECRET
    }

    private record Held(Field field, What what) {
        static Held of(Field value, boolean encoded, boolean hasPlugin, boolean allowEmpty) {
            String text = value.published().strip();
            if (text.isEmpty() && !value.writtenText().isBlank()) {
                return new Held(value, What.NOTHING);
            }
            if (text.isEmpty()) {
                return new Held(value, allowEmpty ? What.NOTHING : What.SECRET);
            }
            if (hasPlugin && PLUGIN_KEY.matcher(text).matches()) {
                return new Held(value, What.NOTHING);
            }
            SecretEntry entry = SecretEntry.of(value.key(), text, encoded);
            if (entry != null && !entry.isSecret()) {
                return new Held(value, What.NOTHING);
            }
            if (entry != null && entry.saysSecret()) {
                return new Held(value, What.SECRET);
            }
            // the secret in it, if there is one, is rather what a tool fills in than what stands around that
            Unresolved later = value.pending();
            boolean isFilledIn = later != null && later.placeholders().stream().noneMatch(Placeholders::isForPeople);
            return new Held(value, isFilledIn ? What.NOTHING : What.PERHAPS);
        }
    }
}
