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

    private static final List<Renderer> RENDERERS =
            DataTable.lines(RenderingObject.class, "rendering-objects.txt").stream()
                    .map(line -> List.of(line.split(" ")))
                    .map(words -> new Renderer(words.get(0), words.get(1), words.subList(2, words.size())))
                    .toList();

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
