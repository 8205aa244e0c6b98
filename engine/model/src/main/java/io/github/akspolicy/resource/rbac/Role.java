package io.github.akspolicy.resource.rbac;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.Place;
import io.github.akspolicy.resource.Kinds;
import io.github.akspolicy.resource.LabelSelector;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.ResourceId;
import io.github.akspolicy.resource.ViewType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A Role or ClusterRole with the rules written in it, as a small fact: it holds no part of its document. What an
 * aggregated ClusterRole collects from others is said by {@link AggregatedRoles}.
 *
 * @param id what names it
 * @param rules its rules in the order of the file
 * @param labels its labels, which aggregation selects by
 * @param aggregation the selectors of its aggregation rule, or null when it has none
 * @param place the role itself
 * @param labelsPlace where its labels are, or would be
 * @param aggregationPlace where its aggregation rule is, or would be
 * @param builtIn whether it comes with Kubernetes and is written in no file
 */
public record Role(
        ResourceId id,
        List<Rule> rules,
        Map<String, String> labels,
        @Nullable List<LabelSelector> aggregation,
        Place place,
        Place labelsPlace,
        Place aggregationPlace,
        boolean builtIn) {
    /** The API group of roles and bindings. */
    public static final String API_GROUP = "rbac.authorization.k8s.io";

    /** How the labels begin by which the default roles of Kubernetes collect others. */
    private static final String AGGREGATE_TO = "rbac.authorization.k8s.io/aggregate-to-";

    /** The roles of a resource: one for a Role or ClusterRole, none for other kinds. */
    public static final ViewType<Role> VIEW =
            new ViewType<>("role", Kinds.of(Role.API_GROUP, "Role", "ClusterRole"), Role::of);

    /** The facts of a resource: one for a Role or ClusterRole, none for other kinds. */
    public static List<Role> of(Resource resource) {
        if (!resource.is(API_GROUP, "Role") && !resource.is(API_GROUP, "ClusterRole")) {
            return List.of();
        }
        Field root = resource.root();
        Field labels = root.at("metadata", "labels");
        // such a label gives what the role holds to a role that everybody has
        labels.fields().stream()
                .filter(label -> label.key().startsWith(AGGREGATE_TO))
                .forEach(Field::read);
        Field aggregation = root.get("aggregationRule");
        return List.of(new Role(
                resource.id(),
                rules(root.get("rules")),
                LabelSelector.labels(labels),
                resource.kind().equals("ClusterRole") && aggregation.isPresent()
                        ? aggregation.get("clusterRoleSelectors").items().stream()
                                .map(LabelSelector::of)
                                .toList()
                        : null,
                root.place(),
                labels.place(),
                aggregation.place(),
                false));
    }

    /** The rules of a list. */
    public static List<Rule> rules(Field list) {
        var rules = new ArrayList<Rule>();
        for (Field item : list.items()) {
            rules.add(Rule.of(item, rules.size()));
        }
        return List.copyOf(rules);
    }

    public String name() {
        return id.name();
    }

    /** Whether it is a ClusterRole. */
    public boolean isClusterRole() {
        return id.kind().equals("ClusterRole");
    }

    /** What a binding refers to it by. */
    public RoleRef.Target target() {
        return new RoleRef.Target(isClusterRole() ? "" : namespace(), id.kind(), name());
    }

    /** The namespace of a Role; the empty string for a ClusterRole or when it is unknown. */
    public String namespace() {
        String namespace = id.namespace();
        return namespace == null ? "" : namespace;
    }

    /** {@code ClusterRole view}. */
    @Override
    public String toString() {
        return id.toString();
    }
}
