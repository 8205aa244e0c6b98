package io.github.akspolicy.policies.workload;

import static io.github.akspolicy.policy.Profile.RECOMMENDED;
import static io.github.akspolicy.policy.Severity.MEDIUM;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policies.BuiltInPolicy;
import io.github.akspolicy.policy.Glob;
import io.github.akspolicy.policy.InputKind;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.Reference.Catalog;
import io.github.akspolicy.resource.Kinds;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.ResourceId;
import io.github.akspolicy.resource.ViewType;
import java.util.List;

/**
 * Flux, Argo CD and kustomize make other objects of theirs. Those are not in the sources, so that no policy sees them: a
 * build that is green must say so.
 */
final class RenderedObjectsMustBeJudged extends BuiltInPolicy<Resource> {
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
            new Renderer("kustomize.config.k8s.io", "Kustomization", List.of("resources", "bases", "helmCharts")));

    private static final Parameter<List<String>> JUDGED = Parameter.strings(
            "judgedElsewhere",
            List.of(),
            "names of objects whose charts and folders are sources here, or are judged in a build of their own; * stands"
                    + " for any characters");

    private static final PolicyInfo INFO = PolicyInfo.of(
                    "workload/rendered-elsewhere",
                    MEDIUM,
                    "What GitOps renders must be judged, too",
                    "make the chart or the rendered folder a source, then name this object in judgedElsewhere")
            .parameters(JUDGED)
            .in(RECOMMENDED)
            .references(Catalog.AKS_DOCS, "azure-arc/kubernetes/conceptual-gitops-flux2");

    RenderedObjectsMustBeJudged() {
        super(new ViewType<>("object that renders others", kinds(), List::of), INFO);
    }

    private static Kinds kinds() {
        return RENDERERS.stream()
                .map(renderer -> Kinds.of(renderer.group(), renderer.kind()))
                .reduce(Kinds::or)
                .orElseThrow();
    }

    @Override
    public void evaluate(Resource resource, Judgement judgement) {
        ResourceId id = resource.id();
        if (Glob.anyMatches(judgement.get(JUDGED), id.name())) {
            return;
        }
        Field named = RENDERERS.stream()
                .filter(renderer -> resource.is(renderer.group(), renderer.kind()))
                .flatMap(renderer -> renderer.fields().stream())
                .map(path -> resource.root().at(path.split("\\.")))
                .filter(Field::isPresent)
                .findFirst()
                .orElse(resource.root());
        // a kustomization.yaml has no name
        String name = (id.kind() + " " + id.name()).strip();
        judgement.unknown(named, InputKind.SOURCES, "what " + name + " renders is in no source");
    }
}
