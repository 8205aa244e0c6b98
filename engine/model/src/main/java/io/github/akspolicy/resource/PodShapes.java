package io.github.akspolicy.resource;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.Node;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Pods and containers of custom resources by their shape: a controller that no table knows runs what its objects say, too. A
 * list {@code containers} whose items name images is a pod where a template's {@code spec} holds it.
 */
final class PodShapes {
    private static final int DEEPEST = 500;

    /** Groups of Kubernetes whose kinds are all known. */
    private static final Set<String> BUILT_IN = Set.of("", "apps", "autoscaling", "batch", "extensions", "policy");

    /** Groups whose objects speak of pods without running any: policies, schemas, and what is deployed to Azure. */
    private static final Pattern WITHOUT_PODS = Pattern.compile("(.*\\.)?(kyverno\\.io|gatekeeper\\.sh|kubewarden\\.io)"
            + "|(admissionregistration|apiextensions|rbac\\.authorization|storage|networking|policy|node|scheduling"
            + "|coordination|discovery|events|flowcontrol\\.apiserver|certificates|authentication|authorization)\\.k8s\\.io"
            + "|(.*\\.)?(cluster\\.x-k8s\\.io|karpenter\\.(sh|k8s\\.aws)|toolkit\\.fluxcd\\.io|sigstore\\.dev)"
            + "|terraform\\.io|Microsoft\\..*|.*\\.azure\\.com|akspolicy\\..*|.*kustomize.*|config\\.k8s\\.io");

    private static final Pattern TEMPLATE = Pattern.compile("(?i).*templates?");
    private static final Pattern CONTAINERS = Pattern.compile("(?i).*containers");
    private static final Pattern STEPS = Pattern.compile("sidecars|steps");
    private static final Pattern CONTAINER = Pattern.compile("container|script");
    private static final Pattern SECURITY_CONTEXT = Pattern.compile("(?i).*securityContext");
    private static final Set<String> PRIVILEGES = Set.of("privileged", "hostNetwork", "hostPID", "hostIPC");
    private static final Pattern HOST_FILES = Pattern.compile("(?i).*host(Path|Disk)");
    private static final Pattern NETWORK = Pattern.compile("(?i).*network(Mode|Provider)?");

    private PodShapes() {}

    /** The lines of the table of known places, without comments. */
    static List<String> table() {
        return DataTable.lines(PodShapes.class, "pod-templates.txt");
    }

    /** Whether objects of a kind are looked at: custom resources that may run something. */
    static boolean mayBeIn(ResourceId id) {
        String group = id.group();
        return !id.apiVersion().isEmpty()
                && !BUILT_IN.contains(group)
                && !WITHOUT_PODS.matcher(group).matches();
    }

    /** Whether a pod template or a bare pod specification says all of its containers. */
    static boolean isPod(Field field) {
        Field spec = field.get("containers").isPresent() ? field : field.get("spec");
        List<Field> containers = spec.get("containers").items();
        return !containers.isEmpty() && containers.stream().allMatch(PodShapes::isContainer);
    }

    /** Whether an object holds a Pod as a whole, to create it. */
    private static boolean isEmbeddedPod(Field object) {
        return "Pod".equals(object.get("kind").text())
                && "v1".equals(object.get("apiVersion").text());
    }

    private static boolean isContainer(Field item) {
        return item.get("image").text() != null;
    }

    /** The pod templates of an object, by their shape and by the words around them. */
    static List<Field> pods(Field root) {
        var found = new ArrayList<Field>();
        pods(root, "", null, "", found, 0);
        return found;
    }

    /**
     * @param name the key of the field; for an item that of its list
     * @param parent the mapping that holds it, with its name
     */
    private static void pods(
            Field field, String name, @Nullable Field parent, String parentName, List<Field> found, int depth) {
        if (depth > DEEPEST) {
            return;
        }
        if (field.node() instanceof Node.Mapping) {
            if (field.get("containers").isPresent() && isPod(field)) {
                boolean isSpec = name.equals("spec")
                        && parent != null
                        && (TEMPLATE.matcher(parentName).matches() || isEmbeddedPod(parent));
                if (isSpec) {
                    found.add(parent);
                    return;
                }
                if (TEMPLATE.matcher(name).matches() || name.equals("podSpec")) {
                    found.add(field);
                    return;
                }
            }
            field.fields().forEach(inner -> pods(inner, inner.key(), field, name, found, depth + 1));
        } else {
            field.items().forEach(item -> pods(item, name, parent, parentName, found, depth + 1));
        }
    }

    /**
     * What has the shape of a part of a pod outside of known pod templates, the outermost each: containers, which an operator
     * may complete with an image, security contexts, privileges and files of the host.
     */
    static List<Field> unseen(Field root, List<Field> templates) {
        Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        templates.stream().map(Field::node).forEach(seen::add);
        var found = new ArrayList<Field>();
        unseen(root, seen, found, 0);
        return found;
    }

    private static void unseen(Field field, Set<Node> seen, List<Field> found, int depth) {
        if (depth > DEEPEST || field.node() == null || seen.contains(field.node())) {
            return;
        }
        if (isPart(field)) {
            found.add(field);
            return;
        }
        field.fields().forEach(inner -> unseen(inner, seen, found, depth + 1));
        field.items().forEach(item -> unseen(item, seen, found, depth + 1));
    }

    private static boolean isPart(Field field) {
        String key = field.key();
        if (field.node() instanceof Node.Scalar scalar) {
            return PRIVILEGES.contains(key) && Boolean.TRUE.equals(scalar.value())
                    || NETWORK.matcher(key).matches() && "host".equals(scalar.value())
                    || HOST_FILES.matcher(key).matches()
                            && scalar.value() instanceof String path
                            && path.startsWith("/")
                    // a patch of the pod, written as text
                    || key.equals("podSpecPatch") && scalar.value() instanceof String;
        }
        if (CONTAINERS.matcher(key).matches()) {
            return field.items().stream()
                    .anyMatch(item -> isContainer(item) || item.get("name").text() != null);
        }
        if (STEPS.matcher(key).matches()) {
            return field.items().stream().anyMatch(PodShapes::isContainer);
        }
        return CONTAINER.matcher(key).matches() && isContainer(field)
                || SECURITY_CONTEXT.matcher(key).matches() && !field.fields().isEmpty()
                || NETWORK.matcher(key).matches()
                        && "host".equals(field.get("provider").text())
                || HOST_FILES.matcher(key).matches() && field.get("path").text() != null;
    }
}
