package io.github.akspolicy.resource.rbac;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.FieldPath;
import io.github.akspolicy.manifest.Place;
import io.github.akspolicy.manifest.Position;
import java.util.ArrayList;
import java.util.List;

/**
 * One of the lists of a rule, with the line of each word: light enough to keep after the document is gone. What is no
 * text is left out, since the API server refuses it.
 *
 * @param texts the words in the order of the file
 * @param positions where each of them begins
 * @param key where the list's key is written; where the rule begins when the list is absent
 */
record Words(List<String> texts, List<Position> positions, Position key) {
    static Words of(Field list) {
        var texts = new ArrayList<String>();
        var positions = new ArrayList<Position>();
        for (Field item : list.items()) {
            if (item.isText()) {
                texts.add(item.written());
                positions.add(item.place().value());
            }
        }
        return new Words(
                List.copyOf(texts), List.copyOf(positions), list.place().key());
    }

    /** The place of the word at {@code index}: a list keeps its identity when words move in it. */
    Place place(FieldPath list, int index) {
        Position at = positions.get(index);
        return new Place(list, list, at, at);
    }
}
