package io.github.akspolicy.report;

import io.github.akspolicy.evaluate.Occurrence.LocatedStep;
import io.github.akspolicy.policy.Diagram;
import io.github.akspolicy.policy.Diagram.Stop;
import io.github.akspolicy.policy.Diagram.Track;
import java.io.IOException;

/** A diagram in a page: the picture, and the same in words for those who cannot see it, or search, or copy. */
final class HtmlDiagram {
    private final Html html;
    private int count;

    HtmlDiagram(Html html) {
        this.html = html;
    }

    void write(Diagram<LocatedStep> diagram) throws IOException {
        String id = "diagram-" + ++count;
        html.element("div", () -> new SvgDiagram(html, diagram).write(id), "class", "wide");
        html.element(
                "details",
                () -> {
                    html.text("summary", "The same in words");
                    for (Track<LocatedStep> track : diagram.tracks()) {
                        if (!track.title().isEmpty()) {
                            html.text("p", track.title(), "class", "note");
                        }
                        html.element("ol", () -> words(track), "class", "way");
                    }
                },
                "class",
                "words");
    }

    private void words(Track<LocatedStep> track) throws IOException {
        for (Stop<LocatedStep> stop : track.stops()) {
            html.element("li", () -> {
                html.text(SvgDiagram.words(stop) + " ");
                String path = SvgDiagram.path(stop);
                if (!path.isEmpty()) {
                    html.text("code", path, "class", "path");
                }
            });
        }
    }
}
