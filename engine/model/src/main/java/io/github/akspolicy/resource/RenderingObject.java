package io.github.akspolicy.resource;

import io.github.akspolicy.manifest.Field;
import java.util.List;
import java.util.Optional;

/**
 * An object from which Flux, Argo CD, kustomize or another controller renders objects that are in no source: no policy sees
 * them unless they are a source of their own.
 *
 * @param resource the object
 * @param what the field that says what is rendered; the object itself where none does
 */
public record RenderingObject(Resource resource, Field what) {
    /** What is to be done about one of them. */
    public static final String REMEDIATION =
            "make the chart or the rendered folder a source, then name this object in judgedElsewhere";

    /**
     * A kind whose objects render others.
     *
     * @param fields those of which the first that is there names what is rendered
     */
    private record Renderer(String group, String kind, List<String> fields) {}

    private static final List<Renderer> RENDERERS = List.of(
            new Renderer("helm.toolkit.fluxcd.io", "HelmRelease", List.of("spec.chart", "spec.chartRef")),
            new Renderer("kustomize.toolkit.fluxcd.io", "Kustomization", List.of("spec.path", "spec.sourceRef")),
            new Renderer("argoproj.io", "Application", List.of("spec.source", "spec.sources")),
            new Renderer("argoproj.io", "ApplicationSet", List.of("spec.template")),
            new Renderer("helm.cattle.io", "HelmChart", List.of("spec.chart", "spec.chartContent")),
            new Renderer("fleet.cattle.io", "GitRepo", List.of("spec.paths", "spec.repo")),
            new Renderer("kustomize.config.k8s.io", "Kustomization", List.of("resources", "bases", "helmCharts")),
            new Renderer("kustomize.config.k8s.io", "Component", List.of("resources", "patches")),
            new Renderer("helm.cattle.io", "HelmChartConfig", List.of("spec.valuesContent")),
            new Renderer("fleet.cattle.io", "Bundle", List.of("spec.resources")),
            new Renderer("fleet.cattle.io", "HelmOp", List.of("spec.helm")),
            new Renderer("addons.cluster.x-k8s.io", "HelmChartProxy", List.of("spec.chartName")),
            new Renderer("addons.cluster.x-k8s.io", "ClusterResourceSet", List.of("spec.resources")),
            new Renderer("config.projectsveltos.io", "ClusterProfile", List.of("spec.helmCharts", "spec.policyRefs")),
            new Renderer("config.projectsveltos.io", "Profile", List.of("spec.helmCharts", "spec.policyRefs")),
            new Renderer("core.oam.dev", "Application", List.of("spec.components")),
            new Renderer("kappctrl.k14s.io", "App", List.of("spec.fetch")),
            new Renderer("packaging.carvel.dev", "PackageInstall", List.of("spec.packageRef")),
            new Renderer("operators.coreos.com", "Subscription", List.of("spec.name")),
            new Renderer("helm.crossplane.io", "Release", List.of("spec.forProvider")),
            new Renderer("pkg.crossplane.io", "Provider", List.of("spec.package")),
            new Renderer("pkg.crossplane.io", "Function", List.of("spec.package")),
            new Renderer("pkg.crossplane.io", "Configuration", List.of("spec.package")),
            new Renderer("kubernetesconfiguration.azure.com", "FluxConfiguration", List.of("spec.gitRepository")),
            new Renderer("kubernetesconfiguration.azure.com", "Extension", List.of("spec.extensionType")),
            new Renderer("tanka.dev", "Environment", List.of("spec")),
            new Renderer("skaffold", "Config", List.of("deploy", "manifests")));

    /** The objects of a release that render others. */
    public static final ViewType<RenderingObject> VIEW = new ViewType<>(
            "object that renders others",
            RENDERERS.stream()
                    .map(renderer -> Kinds.of(renderer.group(), renderer.kind()))
                    .reduce(Kinds::or)
                    .orElseThrow(),
            resource -> of(resource).stream().toList());

    /** The object as one that renders others; empty when its kind renders none. */
    public static Optional<RenderingObject> of(Resource resource) {
        return RENDERERS.stream()
                .filter(renderer -> resource.is(renderer.group(), renderer.kind()))
                .findFirst()
                .map(renderer -> new RenderingObject(
                        resource,
                        renderer.fields().stream()
                                .map(path -> resource.root().at(path.split("\\.")))
                                .filter(Field::isPresent)
                                .findFirst()
                                .orElse(resource.root())));
    }

    /** Whether it is a file of kustomize, which has no name. */
    public boolean isKustomization() {
        return isKustomization(resource.id());
    }

    /** Whether an object is a file of kustomize, which has no name. */
    public static boolean isKustomization(ResourceId id) {
        return id.group().equals("kustomize.config.k8s.io");
    }

    /** Why none of it is evaluated, in words that are the same for all of them. */
    public static final String FAULT = "what it renders is in no source";

    /** {@code what HelmRelease store renders is in no source}. */
    public String message() {
        // a kustomization.yaml has no name
        String name = (resource.id().kind() + " " + resource.id().name()).strip();
        return "what " + name + " renders is in no source";
    }
}
