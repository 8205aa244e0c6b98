package io.github.akspolicy.configuration;

import io.github.akspolicy.evaluate.ActivePolicy;
import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.Evaluator;
import io.github.akspolicy.evaluate.Progress;
import io.github.akspolicy.evaluate.Thresholds;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.ResourcePolicy;
import io.github.akspolicy.policy.Severity;
import io.github.akspolicy.resource.ViewType;
import io.github.akspolicy.resource.workload.PodImage;
import io.github.akspolicy.source.Release;
import java.util.List;
import java.util.SortedSet;
import java.util.concurrent.ConcurrentSkipListSet;

/** Evaluates nothing: sees every image on its way through the evaluator, which knows where pods are. */
final class ImageCollector implements ResourcePolicy<PodImage> {
    private static final PolicyInfo INFO =
            PolicyInfo.of("image/collected", Severity.INFO, "Images are collected", "nothing is to be fixed");

    private final SortedSet<String> found = new ConcurrentSkipListSet<>();

    /** Every image that the pods of some releases name, as written and sorted. */
    static ImagesInUse inUse(List<Release> releases, Settings settings, Thresholds thresholds, Progress progress) {
        var collector = new ImageCollector();
        Evaluation evaluation = new Evaluator(
                        List.of(ActivePolicy.of(collector)),
                        thresholds,
                        settings.allPodTemplates(),
                        settings.limits(),
                        Runtime.getRuntime().availableProcessors())
                .evaluate(releases, progress);
        return new ImagesInUse(collector.found(), evaluation.problems());
    }

    @Override
    public PolicyInfo info() {
        return INFO;
    }

    @Override
    public ViewType<PodImage> view() {
        return PodImage.VIEW;
    }

    @Override
    public void evaluate(PodImage image, Judgement judgement) {
        image.reference().ifPresent(reference -> found.add(reference.text()));
    }

    List<String> found() {
        return List.copyOf(found);
    }
}
