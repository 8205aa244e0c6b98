package io.github.akspolicy.report;

import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.IdentityChain;
import io.github.akspolicy.resource.identity.IdentityLink.State;
import java.io.IOException;
import java.util.Locale;

/** How pods reach Azure and Key Vault: one picture for each workload and environment, those with a fault first. */
final class HtmlIdentities {
    private final Evaluation evaluation;
    private final Html html;
    private final HtmlDiagram diagrams;

    HtmlIdentities(Evaluation evaluation, Html html, HtmlDiagram diagrams) {
        this.evaluation = evaluation;
        this.html = html;
        this.diagrams = diagrams;
    }

    void write() throws IOException {
        html.text(
                "p",
                "What must hold so that a pod gets its identity and its secrets, in the order in which a token passes."
                        + " After a link that is broken nothing works.",
                "class",
                "note");
        for (IdentityChain chain : evaluation.identities()) {
            html.element("details", () -> chain(chain), "class", "chain " + word(chain.state()));
        }
        if (evaluation.identities().size() >= IdentityChain.MOST) {
            html.text(
                    "p",
                    "At most " + IdentityChain.MOST
                            + " workloads of an environment are drawn; aks-policy:explain-workload shows each.",
                    "class",
                    "note");
        }
    }

    private void chain(IdentityChain chain) throws IOException {
        html.element("summary", () -> {
            html.text("span", chain.state().sign(), "class", "sign " + word(chain.state()));
            html.element(
                    "span",
                    () -> {
                        html.text("b", chain.workload().toString());
                        html.text(" ");
                        html.text(
                                "span",
                                chain.state() == State.HOLDS
                                        ? "every link holds"
                                        : chain.fault()
                                                + (chain.state() == State.BROKEN ? " is broken" : " is not known"),
                                "class",
                                "subject");
                    },
                    "class",
                    "what");
            html.element("span", () -> html.text("span", chain.environment(), "class", "tag"), "class", "tags");
        });
        html.element("div", () -> diagrams.write(chain.diagram()), "class", "body");
    }

    private static String word(State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
