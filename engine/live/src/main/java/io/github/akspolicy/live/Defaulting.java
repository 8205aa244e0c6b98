package io.github.akspolicy.live;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.FieldPath;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.resource.workload.Quantity;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the API server makes of a value without changing its meaning: it leaves out what is empty, fills in what is zero, and
 * writes amounts in one way. The rules are those of Go's {@code omitempty}, of {@code resource.Quantity} and of the {@code
 * SetDefaults_*} functions in kubernetes/pkg/apis.
 */
final class Defaulting {
    /** What the API server or a controller picks: an address, a port, a volume. */
    private static final Set<String> ANY = Set.of();

    /**
     * What a field holds that was written as zero ({@code ""} or 0) and is no pointer: to the API server nobody set it. A few
     * names mean something else in another type; they list the defaults of both.
     */
    private static final Map<String, Set<String>> FILLED_IN = Map.ofEntries(
            // core: SetDefaults_Service, and what the allocators and the claim binder write
            Map.entry("clusterIP", ANY),
            Map.entry("nodePort", ANY),
            Map.entry("healthCheckNodePort", ANY),
            Map.entry("targetPort", ANY),
            Map.entry("volumeName", ANY),
            Map.entry("sessionAffinity", Set.of("None")),
            Map.entry("externalTrafficPolicy", Set.of("Cluster")),
            Map.entry("protocol", Set.of("TCP")),
            // Service; strategy of Deployment, DaemonSet and StatefulSet; Secret
            Map.entry("type", Set.of("ClusterIP", "RollingUpdate", "Opaque")),
            // SetDefaults_PodSpec, SetDefaults_Container, host ports of the host's network, admission of service
            // accounts
            Map.entry("dnsPolicy", Set.of("ClusterFirst")),
            Map.entry("restartPolicy", Set.of("Always")),
            Map.entry("schedulerName", Set.of("default-scheduler")),
            Map.entry("serviceAccountName", Set.of("default")),
            Map.entry("serviceAccount", Set.of("default")),
            Map.entry("imagePullPolicy", Set.of("Always", "IfNotPresent")),
            Map.entry("pullPolicy", Set.of("Always", "IfNotPresent")),
            Map.entry("terminationMessagePath", Set.of("/dev/termination-log")),
            Map.entry("terminationMessagePolicy", Set.of("File")),
            Map.entry("hostPort", ANY),
            // SetDefaults_Probe, SetDefaults_HTTPGetAction, SetDefaults_ObjectFieldSelector
            Map.entry("timeoutSeconds", Set.of("1")),
            Map.entry("periodSeconds", Set.of("10")),
            Map.entry("successThreshold", Set.of("1")),
            Map.entry("failureThreshold", Set.of("3")),
            Map.entry("path", Set.of("/")),
            Map.entry("scheme", Set.of("HTTP")),
            Map.entry("apiVersion", Set.of("v1")),
            Map.entry("persistentVolumeReclaimPolicy", Set.of("Retain")),
            // batch and apps
            Map.entry("concurrencyPolicy", Set.of("Allow")),
            Map.entry("podManagementPolicy", Set.of("OrderedReady")),
            Map.entry("whenDeleted", Set.of("Retain")),
            Map.entry("whenScaled", Set.of("Retain")),
            // rbac
            Map.entry("apiGroup", Set.of("rbac.authorization.k8s.io")));

    /** Lists that are filled in when they are empty. */
    private static final Set<String> FILLED_LISTS = Set.of(
            "policyTypes", "metrics", "clusterIPs", "ipFamilies", "volumeLifecycleModes", "admissionReviewVersions");

    /** Fields of an item of an atomic list that the API server adds, and what it adds; {@link #ANY} stands for whatever. */
    private static final Map<String, Set<String>> ADDED_TO_ITEMS = Map.ofEntries(
            Map.entry("protocol", Set.of("TCP")),
            Map.entry("apiGroup", Set.of("rbac.authorization.k8s.io", "")),
            Map.entry("scope", Set.of("*")),
            Map.entry("expirationSeconds", Set.of("3600")),
            Map.entry("apiVersion", Set.of("v1")),
            Map.entry("divisor", Set.of("0")),
            Map.entry("volumeMode", Set.of("Filesystem")),
            // LimitRange: SetDefaults_LimitRangeItem derives them from max, min and each other
            Map.entry("default", ANY),
            Map.entry("defaultRequest", ANY),
            // volumeClaimTemplates are whole objects
            Map.entry("kind", Set.of("PersistentVolumeClaim")),
            Map.entry("status", ANY),
            Map.entry("creationTimestamp", ANY));

    /** The mappings and fields that hold amounts. */
    private static final Set<String> AMOUNTS = Set.of(
            "requests",
            "limits",
            "hard",
            "capacity",
            "sizeLimit",
            "divisor",
            "default",
            "defaultRequest",
            "max",
            "min",
            "maxLimitRequestRatio",
            "averageValue",
            "overhead",
            "podFixed");

    /** Mappings of texts, in which no key means an amount. */
    private static final Set<String> TEXTS = Set.of(
            "data", "stringData", "binaryData", "annotations", "labels", "matchLabels", "nodeSelector", "parameters");

    private static final int MILLI = 3;

    private Defaulting() {}

    /** Whether a value says nothing: the API server keeps no null. */
    static boolean isNull(Node node) {
        return node instanceof Node.Scalar scalar && scalar.value() == null;
    }

    /**
     * Whether a field that was written like this may be left out.
     *
     * @param isBuiltIn whether its kind is a type of the API server, and no custom resource
     */
    static boolean mayBeLeftOut(Field released, boolean isBuiltIn) {
        Node node = released.node();
        FieldPath parent = released.path().parent();
        if (node instanceof Node.Scalar && parent != null && ApiTypes.isMap(parent.lastField())) {
            // the entries of a map are data, whatever they are
            return isNull(node);
        }
        if (node instanceof Node.Mapping mapping) {
            return (!isBuiltIn || ApiTypes.isMap(released.key()))
                    && mapping.entries().stream().allMatch(entry -> isNull(entry.value()));
        }
        if (node instanceof Node.Sequence sequence) {
            return sequence.items().isEmpty();
        }
        return isZero(node) && !ApiTypes.keepsZero(released.key());
    }

    private static boolean isZero(@Nullable Node node) {
        if (!(node instanceof Node.Scalar scalar)) {
            return false;
        }
        Object value = scalar.value();
        return value == null || value.equals("") || value.equals(false) || value.equals(0L);
    }

    /** Whether nobody set a list, so that the API server did. */
    static boolean isFilledIn(Field emptyList) {
        return FILLED_LISTS.contains(emptyList.key());
    }

    /** Whether the API server adds a field to an item of a list that it keeps as a whole. */
    static boolean isAddedToItems(String field, Node running) {
        if (isNull(running) || isZero(running)) {
            return true;
        }
        Set<String> values = ADDED_TO_ITEMS.get(field);
        return values != null
                && (values.equals(ANY)
                        || (running instanceof Node.Scalar scalar && values.contains(String.valueOf(scalar.value()))));
    }

    /** Whether two scalars mean the same. */
    static boolean isSame(Field released, Node.Scalar one, Node.Scalar other) {
        if (Objects.equals(one.value(), other.value()) || isDefaultOfZero(released, one, other)) {
            return true;
        }
        String left = String.valueOf(one.value());
        String right = String.valueOf(other.value());
        if (one.value() instanceof Number && other.value() instanceof Number) {
            return new BigDecimal(left).compareTo(new BigDecimal(right)) == 0;
        }
        if (isAmount(released.path())) {
            Optional<BigDecimal> amount = amount(left);
            return amount.isPresent()
                    && amount(right)
                            .filter(running -> running.compareTo(amount.get()) == 0)
                            .isPresent();
        }
        if (isBytes(released.path())) {
            return withoutSpace(left).equals(withoutSpace(right));
        }
        // an IntOrString, or a value that the API server takes as text
        return left.equals(right);
    }

    private static boolean isDefaultOfZero(Field released, Node.Scalar one, Node.Scalar other) {
        if (!isZero(one) || Boolean.FALSE.equals(one.value()) || isOf(TEXTS, released.path())) {
            return false;
        }
        Set<String> defaults = FILLED_IN.get(released.key());
        return defaults != null && (defaults.equals(ANY) || defaults.contains(String.valueOf(other.value())));
    }

    /** As SetDefaults_ResourceList leaves it: nothing is finer than a thousandth. */
    private static Optional<BigDecimal> amount(String text) {
        return Quantity.parse(text)
                .map(amount -> amount.scale() > MILLI ? amount.setScale(MILLI, RoundingMode.UP) : amount);
    }

    /** Bytes are read from base64 and written anew, on one line. */
    private static boolean isBytes(FieldPath path) {
        FieldPath parent = path.parent();
        return path.lastField().equals("caBundle")
                || (parent != null && parent.lastField().equals("binaryData"));
    }

    private static String withoutSpace(String text) {
        return text.replaceAll("\\s", "");
    }

    private static boolean isAmount(FieldPath path) {
        FieldPath parent = path.parent();
        String within = parent == null ? "" : parent.lastField();
        return !isOf(TEXTS, path)
                && (AMOUNTS.contains(path.lastField())
                        || AMOUNTS.contains(within)
                        || List.of(within, path.lastField()).equals(List.of("target", "value")));
    }

    private static boolean isOf(Set<String> mappings, FieldPath path) {
        for (FieldPath part = path.parent(); part != null; part = part.parent()) {
            if (mappings.contains(part.lastField())) {
                return true;
            }
        }
        return false;
    }
}
