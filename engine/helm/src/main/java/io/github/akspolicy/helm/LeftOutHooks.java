package io.github.akspolicy.helm;

import io.github.akspolicy.helm.twin.ChartTwins;
import io.github.akspolicy.helm.twin.Hooks;
import io.github.akspolicy.helm.twin.RenderedFile;
import io.github.akspolicy.helm.twin.TwinRender;
import io.github.akspolicy.source.NotEvaluated;
import io.github.akspolicy.source.SourceLocation;
import io.github.akspolicy.source.SourceLocation.Role;
import java.util.ArrayList;
import java.util.List;

/** Names the templates whose hooks no policy sees, since {@code helm install} does not create them. */
final class LeftOutHooks {
    private LeftOutHooks() {}

    /** @param keepTests whether hooks of {@code helm test} are evaluated */
    static List<NotEvaluated> of(TwinRender render, ChartTwins twins, boolean keepTests) {
        var lines = new ArrayList<NotEvaluated>();
        for (RenderedFile file : render.files()) {
            ChartTwins.Source source = twins.source(file.renderPath());
            String path = source == null ? file.renderPath() : source.file().shownPath();
            for (Hooks.LeftOut reason : Hooks.leftOut(file.text(), keepTests)) {
                lines.add(new NotEvaluated(
                        path,
                        switch (reason) {
                            case TEST -> "helm install does not create a test hook";
                            case UNKNOWN_EVENT -> "Helm creates no hook of an event that it does not know";
                        },
                        new SourceLocation(path, 1, 1, Role.TEMPLATE),
                        switch (reason) {
                            case TEST -> "testHooks: true of the source in aks-policy.yaml evaluates it";
                            case UNKNOWN_EVENT -> "fix the events in helm.sh/hook";
                        }));
            }
        }
        return lines;
    }
}
