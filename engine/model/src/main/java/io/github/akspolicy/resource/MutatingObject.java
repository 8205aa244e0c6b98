package io.github.akspolicy.resource;

import io.github.akspolicy.manifest.Field;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An object by which a policy engine changes other objects on their way into the cluster, or creates more of them: what is
 * evaluated is then not what runs. Sources: the CRDs of Gatekeeper 3.23, Kyverno 1.19 and Kubewarden 1.30, and
 * kubernetes.io/docs/reference/access-authn-authz/mutating-admission-policy.
 */
public final class MutatingObject {
    private static final Pattern KYVERNO = Pattern.compile("(Namespaced)?(Mutating|Generating)Policy");

    private MutatingObject() {}

    /** The field that says what is changed or created; empty when the object changes nothing. */
    public static Optional<Field> in(Resource resource) {
        Field spec = resource.root().get("spec");
        return switch (resource.id().group()) {
            // Assign, AssignMetadata, AssignImage, ModifySet
            case "mutations.gatekeeper.sh" -> Optional.of(spec.isPresent() ? spec : resource.root());
            case "kyverno.io" -> ofKyverno(spec);
            case "policies.kyverno.io" ->
                KYVERNO.matcher(resource.kind()).matches() ? Optional.of(spec) : Optional.empty();
            case "policies.kubewarden.io" ->
                spec.get("mutating").isTrue() ? Optional.of(spec.get("mutating")) : Optional.empty();
            case "admissionregistration.k8s.io" ->
                resource.kind().equals("MutatingAdmissionPolicy") ? Optional.of(spec) : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static Optional<Field> ofKyverno(Field spec) {
        for (Field rule : spec.get("rules").items()) {
            for (String word : new String[] {"mutate", "generate"}) {
                if (rule.get(word).isPresent()) {
                    return Optional.of(rule.get(word));
                }
            }
        }
        return Optional.empty();
    }
}
