package io.github.akspolicy.review;

import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.Outcome;
import io.github.akspolicy.evaluate.ProposedFix;
import io.github.akspolicy.report.AnnotationLevel;
import io.github.akspolicy.report.EvaluationText;
import io.github.akspolicy.report.Fingerprints;
import io.github.akspolicy.report.JsonOutput;
import io.github.akspolicy.report.Suggestion;
import io.github.akspolicy.source.SourceLocation;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A check of the commit with an annotation for each finding: workflow commands show ten of a level, a check shows all, in
 * requests of fifty. Annotations cannot be taken back, so a result that differs is a new check of the same name, which GitHub
 * shows instead, and an equal one is none. Source: GitHub REST API, version 2022-11-28, "Check runs".
 *
 * @param repository {@code owner/name}
 * @param commit the head of the pull request
 * @param limit how many annotations there may be
 */
record GitHubChecks(Api api, String repository, String commit, int limit) {
    /** Annotations of one request. */
    static final int BATCH = 50;

    private static final String NAME = "aks-policy";
    /** GitHub takes 64 KB of a message and 255 characters of a title; a character may be three bytes. */
    private static final int LONGEST_TEXT = 20_000;

    private static final int LONGEST_TITLE = 250;

    /** @param summary Markdown */
    PostedReview post(Evaluation evaluation, Map<String, ProposedFix> fixes, String summary) throws ReviewException {
        List<Note> notes = Note.of(evaluation, fixes);
        List<Note> placed =
                notes.stream().filter(note -> note.at() != null).limit(limit).toList();
        int left = notes.size() - placed.size();
        String title = EvaluationText.sentence(evaluation);
        String conclusion = evaluation.outcome() == Outcome.PASSED ? "success" : "failure";
        // all that it says, but for its commit
        String digest = Fingerprints.hash(conclusion + "\0" + summary + "\0" + placed);
        String runs = "/repos/" + repository + "/check-runs";
        for (Json run : api.list(
                "/repos/" + repository + "/commits/" + commit + "/check-runs?check_name=" + NAME
                        + "&filter=latest&per_page=100",
                "check_runs")) {
            if (run.get("external_id").text().equals(digest)
                    && run.get("conclusion").text().equals(conclusion)) {
                return new PostedReview(0, 0, 0, placed.size(), left);
            }
        }
        boolean isOne = placed.size() <= BATCH;
        long id = api.post(runs, json -> {
                    json.field("name", NAME);
                    json.field("head_sha", commit);
                    json.field("external_id", digest);
                    state(json, isOne, conclusion);
                    output(json, title, summary, batch(placed, 0));
                })
                .get("id")
                .number();
        if (!isOne && id <= 0) {
            throw new ReviewException(
                    "POST " + runs + " failed: the answer has no id, so the check cannot be completed", 0);
        }
        try {
            for (int first = BATCH; first < placed.size(); first += BATCH) {
                int from = first;
                api.patch(runs + "/" + id, json -> {
                    // the last one ends it
                    state(json, from + BATCH >= placed.size(), conclusion);
                    output(json, title, summary, batch(placed, from));
                });
            }
        } catch (ReviewException broken) {
            abandon(runs + "/" + id);
            throw broken;
        }
        return new PostedReview(placed.size(), 0, 0, 0, left);
    }

    /** A check that says "in progress" for ever would keep the pull request from being merged. */
    private void abandon(String run) {
        try {
            api.patchSoon(run, json -> state(json, true, "cancelled"));
        } catch (ReviewException alsoBroken) {
            // the first failure is told
        }
    }

    private static List<Note> batch(List<Note> notes, int first) {
        return notes.subList(first, Math.min(first + BATCH, notes.size()));
    }

    private static void state(JsonOutput json, boolean isComplete, String conclusion) throws IOException {
        json.field("status", isComplete ? "completed" : "in_progress");
        if (isComplete) {
            json.field("conclusion", conclusion);
        }
    }

    private static void output(JsonOutput json, String title, String summary, List<Note> notes) throws IOException {
        json.object("output", () -> {
            json.field("title", shortened(title, LONGEST_TITLE));
            json.field("summary", summary);
            json.array("annotations", () -> {
                for (Note note : notes) {
                    SourceLocation at = note.at();
                    if (at != null) {
                        json.object(() -> annotation(json, note, at));
                    }
                }
            });
        });
    }

    private static void annotation(JsonOutput json, Note note, SourceLocation at) throws IOException {
        json.field("path", at.path());
        json.field("start_line", at.line());
        json.field("end_line", at.line());
        json.field("start_column", at.column());
        json.field("end_column", at.column());
        json.field("annotation_level", level(note.annotation().level()));
        json.field("title", shortened(note.annotation().title(), LONGEST_TITLE));
        json.field(
                "message",
                note.annotation().lines().stream()
                        .map(line -> shortened(line, LONGEST_TEXT / 4))
                        .limit(20)
                        .collect(Collectors.joining("\n")));
        ProposedFix fix = note.fix();
        if (fix != null) {
            json.field(
                    "raw_details",
                    shortened(
                            "suggested for " + fix.path() + ":" + fix.firstLine() + "\n" + Suggestion.markdown(fix),
                            LONGEST_TEXT));
        }
    }

    private static String level(AnnotationLevel level) {
        return switch (level) {
            case ERROR -> "failure";
            case WARNING -> "warning";
            case NOTICE -> "notice";
        };
    }

    private static String shortened(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest - 3) + "...";
    }
}
