package io.github.akspolicy.evaluate;

import io.github.akspolicy.manifest.CommandText;
import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.resource.EmbeddedObjects;
import io.github.akspolicy.resource.MutatingObject;
import io.github.akspolicy.resource.PodTemplates;
import io.github.akspolicy.resource.RenderingObject;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.source.EncryptedFile;
import io.github.akspolicy.source.Kustomizations;
import io.github.akspolicy.source.NotEvaluated;
import io.github.akspolicy.source.SourceLocation;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What of one object no policy sees: encrypted values, what it renders, objects and parts of pods in it, pods that a
 * controller makes of it, and what it changes in other objects.
 *
 * @param lines leads from a field to the line to edit
 */
record UnseenParts(Resource resource, Function<Field, SourceLocation> lines, Consumer<NotEvaluated> account) {
    /** @param namesRendering whether no policy says which of the objects that render others are evaluated elsewhere */
    void enter(PodTemplates podTemplates, boolean namesRendering) {
        if (EncryptedFile.is(resource.root().node())) {
            account.accept(EncryptedFile.notEvaluated(resource.toString(), lines.apply(resource.root())));
        }
        RenderingObject rendering = RenderingObject.of(resource).orElse(null);
        if (rendering != null) {
            if (namesRendering) {
                account.accept(rendering(rendering, lines.apply(rendering.what())));
            }
            return;
        }
        MutatingObject.in(resource)
                .ifPresent(change -> enter(
                        resource.toString(),
                        "it changes or creates objects at admission, and policies see them without that",
                        change,
                        "evaluate what runs: " + CommandText.command("audit")));
        List<Field> objects = EmbeddedObjects.in(resource);
        if (!objects.isEmpty()) {
            enter(
                    place(objects),
                    "an object inside of another one is seen by no policy",
                    objects.get(0),
                    "where it is created, make it a manifest of a source");
        }
        List<Field> parts = podTemplates.unseen(resource);
        if (!parts.isEmpty()) {
            enter(
                    place(parts),
                    "a part of a pod stands where no policy looks",
                    parts.get(0),
                    "where it is a pod, name the place under podTemplates in aks-policy.yaml");
        } else {
            podTemplates
                    .made(resource)
                    .ifPresent(word -> enter(
                            resource.toString(),
                            "a controller makes pods of it that are in no source",
                            word,
                            "evaluate what runs: " + CommandText.command("audit")));
        }
    }

    private static NotEvaluated rendering(RenderingObject rendering, SourceLocation at) {
        return rendering.isKustomization()
                ? Kustomizations.notEvaluated(at)
                : new NotEvaluated(
                        rendering.resource().toString(),
                        RenderingObject.FAULT,
                        at,
                        "make the chart or the rendered folder a source");
    }

    /** {@code Task build at spec.steps and 2 more places}. */
    private String place(List<Field> fields) {
        int more = fields.size() - 1;
        return resource + " at " + fields.get(0).path()
                + (more == 0 ? "" : " and " + more + (more == 1 ? " more place" : " more places"));
    }

    private void enter(String subject, String fault, Field at, String fix) {
        account.accept(new NotEvaluated(subject, fault, lines.apply(at), fix));
    }
}
