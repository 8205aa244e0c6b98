package io.github.akspolicy.helm.branch;

import io.github.akspolicy.helm.branch.Trace.Builtin;
import io.github.akspolicy.helm.template.Expression;
import io.github.akspolicy.helm.template.Expression.Field;
import io.github.akspolicy.source.DeploymentInput;
import java.util.Set;

/** What the fields of the objects are that Helm calls templates with. */
final class HelmObjects {
    private static final Set<String> TYPED = Set.of("Values", "Template");

    private static final Set<String> NAMES =
            Set.of("Capabilities", "Chart", "Files", "Release", "Subcharts", "Template", "Values");

    private HelmObjects() {}

    /** Whether Helm itself has something of a name in what it calls templates with. */
    static boolean isNamed(String name) {
        return NAMES.contains(name);
    }

    /**
     * What a field of an object is, apart from what templates put there.
     *
     * @param isOfValues whether the field is surely one of values, whatever its name
     */
    static Trace field(Trace base, String name, boolean isOfValues) {
        Set<Builtin> objects = base.objects();
        Trace found = asked(base, name);
        if (objects.contains(Builtin.ROOT) && name.equals("Subcharts")) {
            found = found.or(Trace.ROOT).or(Trace.of(Builtin.HOLDER));
        }
        if (objects.contains(Builtin.HOLDER)) {
            found = found.or(Trace.of(Builtin.HOLDER));
        }
        if (objects.contains(Builtin.COMPOSED)) {
            found = found.or(Trace.of(Builtin.COMPOSED));
        }
        // a context that was handed on in a way that is not followed still has its names
        return objects.contains(Builtin.ROOT) || !isOfValues ? found.or(named(base, name)) : found;
    }

    /** What a field of an object asks of the deployment. */
    static Trace asked(Trace base, String name) {
        Trace asked = Trace.NONE;
        if (base.objects().contains(Builtin.RELEASE) || base.objects().contains(Builtin.HOLDER)) {
            asked = ofRelease(name);
        }
        return base.objects().contains(Builtin.CAPABILITIES) ? asked.or(ofCapabilities(name)) : asked;
    }

    /** Whether an expression names the values, or something in them. */
    static boolean isOfValues(Expression expression) {
        return expression instanceof Field field && (field.name().equals("Values") || isOfValues(field.base()));
    }

    private static Trace ofRelease(String name) {
        return switch (name) {
            case "IsUpgrade", "IsInstall" -> Trace.of(DeploymentInput.RELEASE_STATE);
            case "Revision" -> Trace.of(DeploymentInput.REVISION);
            default -> Trace.NONE;
        };
    }

    private static Trace ofCapabilities(String name) {
        return switch (name) {
            case "KubeVersion" -> Trace.of(DeploymentInput.KUBE_VERSION).or(Trace.of(Builtin.TYPED));
            case "APIVersions" -> Trace.of(DeploymentInput.API_VERSIONS).or(Trace.of(Builtin.TYPED));
            case "HelmVersion" -> Trace.of(DeploymentInput.HELM_VERSION);
            // as .Copy
            default -> Trace.of(Builtin.CAPABILITIES);
        };
    }

    private static Trace named(Trace base, String name) {
        if (name.equals("Release")) {
            return Trace.of(Builtin.RELEASE);
        }
        if (name.equals("Capabilities")) {
            return Trace.of(Builtin.CAPABILITIES);
        }
        if (base.objects().contains(Builtin.CHART)) {
            return switch (name) {
                case "Dependencies" -> Trace.of(Builtin.DEPENDENCIES);
                case "Maintainers" -> Trace.of(Builtin.TYPED);
                default -> Trace.NONE;
            };
        }
        if (base.objects().contains(Builtin.TYPED)) {
            return Trace.NONE;
        }
        return name.equals("Chart")
                ? Trace.of(Builtin.CHART)
                : TYPED.contains(name) ? Trace.of(Builtin.TYPED) : Trace.NONE;
    }
}
