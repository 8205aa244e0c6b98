package io.github.akspolicy.policies.secrets;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.manifest.EmbeddedDocument;
import io.github.akspolicy.manifest.EmbeddedDocument.Line;
import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policies.base.BuiltInPolicy;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Observation;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.ViewType;
import io.github.akspolicy.resource.identity.SecretShape;

/** Annotations are shown with every object, also to those who may read no Secret. */
final class AnnotationsMustNotHoldSecrets extends BuiltInPolicy<Resource> {
    AnnotationsMustNotHoldSecrets() {
        super(
                ViewType.RESOURCE,
                policy("secrets/plain-annotation", HIGH, "No literal secrets in annotations")
                        .fix(
                                "keep the value in Key Vault or in a Secret that the controller reads; change it, since it was published")
                        .in(RECOMMENDED));
    }

    @Override
    public void evaluate(Resource resource, Judgement judgement) {
        Field own = resource.root().at("metadata", "annotations");
        judge(own, judgement);
        resource.podTemplates().stream()
                .map(template -> template.at("metadata", "annotations"))
                .filter(annotations -> annotations != own)
                .forEach(annotations -> judge(annotations, judgement));
    }

    /** By their shape alone: names of annotations speak of secrets that others hold. */
    private static void judge(Field annotations, Judgement judgement) {
        for (Field annotation : annotations.fields()) {
            annotation.unresolved(); // what stands beside a placeholder is published
            for (Line line : EmbeddedDocument.lines(annotation)) {
                String shape = SecretShape.of(line.text());
                if (!shape.isEmpty()) {
                    judgement.add(Observation.violation(
                            line.place(),
                            "annotation " + annotation.key() + " holds " + shape + " in plain text",
                            shape));
                }
            }
        }
    }
}
