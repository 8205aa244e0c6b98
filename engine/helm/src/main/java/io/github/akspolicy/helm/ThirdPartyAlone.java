package io.github.akspolicy.helm;

import io.github.akspolicy.files.ScratchFolder;
import io.github.akspolicy.helm.engine.ChartSession;
import io.github.akspolicy.helm.engine.HelmFailure;
import io.github.akspolicy.helm.engine.RenderReason;
import io.github.akspolicy.helm.engine.RunFolder;
import io.github.akspolicy.helm.origin.ThirdPartyRender;
import io.github.akspolicy.helm.plain.PlainRenderer;
import io.github.akspolicy.helm.twin.ChartTwins;
import io.github.akspolicy.helm.twin.RenderedFile;
import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.source.ChartRequest;
import io.github.akspolicy.source.ManifestFile;
import io.github.akspolicy.source.OriginMap;
import io.github.akspolicy.source.SourceLocation.Role;
import io.github.akspolicy.source.ThirdPartyManifests;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the third-party charts of a release write without the other charts, rendered at the first question. */
final class ThirdPartyAlone implements ThirdPartyManifests {
    private final ChartRequest request;
    private final ChartTwins twins;
    private final ChartSession session;
    private final ThirdPartyRender render;

    /** @param used what each template wrote in the release */
    ThirdPartyAlone(ChartRequest request, ChartTwins twins, ChartSession session, List<RenderedFile> used) {
        this.request = request;
        this.twins = twins;
        this.session = session;
        this.render = new ThirdPartyRender(() -> texts(used), this::rendered);
    }

    /** Which places of the release they write alone, too. */
    ThirdPartyRender reach() {
        return render;
    }

    private static Map<String, String> texts(List<RenderedFile> files) {
        var texts = new LinkedHashMap<String, String>();
        files.forEach(file -> texts.merge(file.renderPath(), file.text(), (one, other) -> one + "\n---\n" + other));
        return texts;
    }

    private Map<String, String> rendered() throws HelmFailure, IOException {
        try (ScratchFolder scratch = RunFolder.create("chart")) {
            Path charts = twins.writeThirdParty(scratch.path().resolve("charts"));
            return new PlainRenderer(session.withoutValues(), scratch.path(), request.upgrade())
                    .renderChanged(RenderReason.THIRD_PARTY, charts)
                    .files();
        }
    }

    @Override
    public @Nullable List<ManifestFile> alone() {
        Map<String, String> rendered = render.files();
        if (rendered.isEmpty()) {
            return null;
        }
        var files = new ArrayList<ManifestFile>();
        for (Map.Entry<String, String> file : rendered.entrySet()) {
            try {
                for (String part : RenderedManifests.parts(request, file.getValue())) {
                    files.add(new ManifestFile(file.getKey(), part, OriginMap.identity(file.getKey(), Role.TEMPLATE)));
                }
            } catch (ManifestException unreadable) {
                return null;
            }
        }
        files.sort(Comparator.comparing(ManifestFile::path));
        return files;
    }
}
