package io.github.akspolicy.policy.fluent;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.FieldPath;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.policy.Glob;
import io.github.akspolicy.resource.Spelling;
import io.github.akspolicy.resource.cluster.AzureProperty;
import io.github.akspolicy.resource.cluster.ManagedCluster;
import io.github.akspolicy.resource.cluster.Setting;
import io.github.akspolicy.resource.image.ImageReference;
import io.github.akspolicy.resource.workload.Container;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Common conditions, to be imported statically. Field paths begin at the thing itself, name list items by index or
 * name, and may say {@code [*]} for each item: {@code spec.rules[*].host}. A path that leads to no item holds. A path that
 * the Kubernetes API does not have is an error of the sentence that names it; {@link Condition#on} reads any field.
 */
public final class Conditions {
    private static final List<String> RESOURCES = List.of("cpu", "memory", "ephemeral-storage");
    private static final String HUGE_PAGES = "hugepages-";

    private Conditions() {}

    /** A label of the thing's own {@code metadata}, with any value. */
    public static <V> Condition<V> haveLabel(String key) {
        return at("have the label " + key, List.of("metadata", "labels", key), Field::isPresent);
    }

    /** A label of the thing's own {@code metadata} with exactly this value. */
    public static <V> Condition<V> haveLabel(String key, String value) {
        return at(
                "have the label " + key + "=" + value,
                List.of("metadata", "labels", key),
                label -> value.equals(label.string()));
    }

    /** A label whose value matches a regular expression as a whole. */
    public static <V> Condition<V> haveLabelMatching(String key, String regex) {
        Pattern pattern = Pattern.compile(regex);
        return at(
                "have the label " + key + " matching " + regex,
                List.of("metadata", "labels", key),
                label -> pattern.matcher(label.stringOr("")).matches());
    }

    /** An annotation of the thing's own {@code metadata}, with any value. */
    public static <V> Condition<V> haveAnnotation(String key) {
        return at("have the annotation " + key, List.of("metadata", "annotations", key), Field::isPresent);
    }

    /** The effective namespace of the object; cluster-scoped ones are in none. */
    public static <V> Condition<V> beInNamespace(String... namespaces) {
        List<String> names = List.of(namespaces);
        return Condition.of("be in namespace " + String.join(" or ", names), item -> {
            String namespace = item.resource().namespace();
            Field field = item.resource().root().at("metadata", "namespace");
            return Answer.of(
                    namespace != null && names.contains(namespace),
                    field,
                    namespace == null ? "is unknown or none" : "is " + namespace);
        });
    }

    /** The object's name, where {@code *} stands for any text. */
    public static <V> Condition<V> beNamed(String pattern) {
        return Condition.of(
                "be named " + pattern,
                item -> Answer.of(
                        Glob.matches(pattern, item.resource().name()),
                        item.resource().root().at("metadata", "name")));
    }

    /** The object's kind, whatever its API group. */
    public static <V> Condition<V> beOfKind(String... kinds) {
        List<String> names = List.of(kinds);
        return Condition.of(
                "be of kind " + String.join(" or ", names),
                item -> Answer.of(
                        names.contains(item.resource().kind()),
                        item.resource().root().get("kind")));
    }

    /** Fields that have a value; null is none. */
    public static <V> Condition<V> haveField(String path) {
        return each("have " + path, path, Field::isPresent);
    }

    /** Fields with exactly this value: a string, boolean or number. */
    public static <V> Condition<V> haveField(String path, Object value) {
        Object wanted = value instanceof Integer number ? (Object) number.longValue() : value;
        return each(
                "have " + path + " " + (value instanceof String ? "\"" + value + "\"" : value),
                path,
                field -> field.node() instanceof Node.Scalar scalar && Objects.equals(scalar.value(), wanted));
    }

    /** Fields with one of these texts. */
    public static <V> Condition<V> haveFieldIn(String path, String... values) {
        List<String> allowed = List.of(values);
        return each("have " + path + " in " + allowed, path, field -> allowed.contains(field.stringOr("")));
    }

    /** Fields whose text matches a regular expression as a whole. */
    public static <V> Condition<V> haveFieldMatching(String path, String regex) {
        Pattern pattern = Pattern.compile(regex);
        return each(
                "have " + path + " matching " + regex,
                path,
                field -> pattern.matcher(field.textOr("")).matches());
    }

    /** Fields with a whole number that is at least this. */
    public static <V> Condition<V> haveFieldAtLeast(String path, long least) {
        return each("have " + path + " of at least " + least, path, field -> {
            Long number = field.integer();
            return number != null && number >= least;
        });
    }

    /** Fields with a whole number that is at most this. */
    public static <V> Condition<V> haveFieldAtMost(String path, long most) {
        return each("have " + path + " of at most " + most, path, field -> {
            Long number = field.integer();
            return number != null && number <= most;
        });
    }

    /** A list that contains this text. */
    public static <V> Condition<V> haveInList(String path, String item) {
        return each(
                "have " + item + " in " + path, path, field -> field.strings().contains(item));
    }

    /** Containers whose image comes from one of these registries. */
    public static Condition<Container> haveImageFrom(String... registries) {
        List<String> allowed = List.of(registries);
        return Condition.on(
                "have an image from " + String.join(" or ", allowed),
                Container::image,
                image -> ImageReference.parse(image.stringOr(""))
                        .filter(reference -> allowed.contains(reference.registry()))
                        .isPresent());
    }

    /**
     * Containers with a limit of a resource such as {@code memory}, their own or the pod's.
     *
     * @throws IllegalArgumentException when containers have no such resource
     */
    public static Condition<Container> haveLimit(String resource) {
        checkResource(resource);
        return Condition.on("have a limit of " + resource, container -> container.limit(resource), Field::isPresent);
    }

    /**
     * Containers with a request of a resource such as {@code cpu}; a limit alone is one, too, to the API server.
     *
     * @throws IllegalArgumentException when containers have no such resource
     */
    public static Condition<Container> haveRequest(String resource) {
        checkResource(resource);
        return Condition.on(
                "have a request of " + resource, container -> container.request(resource), Field::isPresent);
    }

    /** What devices and operators add has a domain before a slash. */
    private static void checkResource(String resource) {
        if (!RESOURCES.contains(resource) && !resource.startsWith(HUGE_PAGES) && resource.indexOf('/') < 0) {
            List<String> near = Spelling.nearest(resource, RESOURCES);
            throw new IllegalArgumentException("containers have no resource \"" + resource + "\"; "
                    + (near.isEmpty()
                            ? "resources: " + String.join(", ", RESOURCES) + ", " + HUGE_PAGES
                                    + "SIZE, and those with a domain, such as nvidia.com/gpu"
                            : Spelling.question(near)));
        }
    }

    /** Containers that cannot run as root: by {@code runAsNonRoot} in effect, or by a user that is not 0. */
    public static Condition<Container> runAsNonRoot() {
        return Condition.of("run as non-root", item -> {
            Container container = item.view();
            Field user = container.effectiveSecurity("runAsUser");
            Field nonRoot = container.effectiveSecurity("runAsNonRoot");
            boolean isRoot = user.integer() != null && !container.runsAsNonZeroUser();
            return isRoot
                    ? Answer.of(false, user)
                    : Answer.of(nonRoot.isTrue() || container.runsAsNonZeroUser(), nonRoot);
        });
    }

    /**
     * Clusters to which Azure gives this value of a property, written or preset; unknown when an expression decides.
     *
     * @param property such as {@code ClusterProperties.PRIVATE_CLUSTER}
     * @param value a string (in any case), boolean or number
     */
    public static Condition<ManagedCluster> haveSetting(AzureProperty property, Object value) {
        return Condition.of("have " + property + " " + value, item -> {
            Setting setting = item.view().get(property);
            boolean holds = setting.unresolved() == null && setting.is(String.valueOf(value));
            return Answer.of(holds, setting.field());
        });
    }

    private static <V> Condition<V> at(String words, List<String> path, Predicate<Field> test) {
        String[] names = path.toArray(String[]::new);
        return Condition.of(words, item -> {
            Field field = item.field().at(names);
            return Answer.of(test.test(field), field);
        });
    }

    private static <V> Condition<V> each(String words, String path, Predicate<Field> test) {
        FieldPattern pattern = FieldPattern.parse(path);
        return Condition.<V>of(words, item -> {
                    Answer all = Answer.wrong(List.of());
                    for (Field field : pattern.in(item.field())) {
                        all = all.and(Answer.of(test.test(field), field));
                    }
                    return all;
                })
                .at(FieldPath.parse(path));
    }
}
