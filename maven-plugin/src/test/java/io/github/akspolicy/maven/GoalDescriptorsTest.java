package io.github.akspolicy.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

/** What Maven and IDEs read of the goals. */
class GoalDescriptorsTest {
    private static List<String> goals(Predicate<Element> wanted) throws Exception {
        var mojos = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new File("target/classes/META-INF/maven/plugin.xml"))
                .getElementsByTagName("mojo");
        var goals = new ArrayList<String>();
        for (int i = 0; i < mojos.getLength(); i++) {
            if (mojos.item(i) instanceof Element mojo && wanted.test(mojo)) {
                goals.add(text(mojo, "goal"));
            }
        }
        return goals;
    }

    private static String text(Element mojo, String child) {
        var found = mojo.getElementsByTagName(child);
        return found.getLength() == 0 ? "" : found.item(0).getTextContent();
    }

    /** Maven then refuses them with -o. images-lock stays: its registry may be one of this machine. */
    @Test
    void goalsThatNeedTheNetworkSaySo() throws Exception {
        assertThat(goals(mojo -> text(mojo, "requiresOnline").equals("true"))).containsExactlyInAnyOrder("audit");
    }

    /** The goal help is made by Maven's own plugin. */
    @Test
    void eachGoalSaysSinceWhen() throws Exception {
        assertThat(goals(mojo -> true)).hasSizeGreaterThan(20);
        assertThat(goals(mojo -> text(mojo, "since").isEmpty())).containsExactly("help");
    }
}
