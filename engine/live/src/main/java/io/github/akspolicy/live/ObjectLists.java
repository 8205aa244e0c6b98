package io.github.akspolicy.live;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lists of objects, page by page and within a page object by object: whatever the size of a cluster, one object is in memory.
 *
 * @param mostObjects of one list
 * @param mostBytes of one object
 */
record ObjectLists(ApiServer server, int mostObjects, long mostBytes) {
    /** As many as kubectl asks for at once. */
    static final int PAGE = 500;

    private static final String OBJECTS = "application/json";
    /** Names, labels and annotations only: the rest of an object stays with the server. */
    static final String METADATA = "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1";

    /** Takes the objects of a list. */
    @FunctionalInterface
    interface Receiver {
        void object(Map<String, Object> object);
    }

    /**
     * Hands over every object of a kind.
     *
     * @param namespace null for the whole cluster
     * @param metadataOnly whether the server is asked for nothing but metadata
     * @throws ApiServer.Refusal when the server refuses a page
     * @throws IOException when there is no answer, or one that is not a list
     */
    void each(ApiResource kind, @Nullable String namespace, boolean metadataOnly, Receiver receiver)
            throws IOException, ApiServer.Refusal {
        Set<String> tokens = new HashSet<>();
        String first = kind.path(namespace) + "?limit=" + PAGE;
        String next = "";
        var page = new Page(receiver);
        do {
            String at = next.isEmpty() ? first : first + "&continue=" + ApiResource.escape(next);
            try (InputStream answer = server.get(at, metadataOnly ? METADATA : OBJECTS)) {
                next = page.read(answer);
            } catch (ApiServer.Refusal refusal) {
                String again = refusal.continueAt();
                if (again == null) {
                    throw refusal;
                }
                // the list took longer than the server keeps its state: the rest comes as it is now
                next = again;
            }
            if (!next.isEmpty() && !tokens.add(next)) {
                throw new IOException("the list of " + kind.name() + " goes round in circles");
            }
        } while (!next.isEmpty());
    }

    private final class Page {
        private final Receiver receiver;
        private int objects;

        Page(Receiver receiver) {
            this.receiver = receiver;
        }

        /** Reads one page: where the next one begins, or the empty string. */
        @SuppressWarnings("unchecked") // every map of a tree is one of these
        String read(InputStream answer) throws IOException {
            var counted = new Counted(answer, mostBytes);
            String next = "";
            boolean isList = false;
            try (JsonParser parser = ApiServer.JSON.createParser(counted)) {
                if (parser.nextToken() != JsonToken.START_OBJECT) {
                    throw new IOException("the answer is not a list");
                }
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    String key = parser.currentName();
                    JsonToken value = parser.nextToken();
                    isList |= key.equals("items");
                    if (key.equals("items") && value == JsonToken.START_ARRAY) {
                        while (parser.nextToken() != JsonToken.END_ARRAY) {
                            if (JsonTree.read(parser) instanceof Map<?, ?> object) {
                                take((Map<String, Object>) object);
                            }
                            counted.restart();
                        }
                    } else if (key.equals("metadata")
                            && JsonTree.read(parser) instanceof Map<?, ?> metadata
                            && metadata.get("continue") instanceof String token) {
                        next = token;
                    } else {
                        parser.skipChildren();
                    }
                }
            } catch (JsonEOFException cut) {
                throw new IOException("the answer breaks off in the middle");
            } catch (StreamReadException broken) {
                // the message of the parser quotes what it read
                throw new IOException(
                        "the answer is not JSON, at " + broken.getLocation().offsetDescription(), broken);
            }
            if (!isList) {
                // an error page with code 200 must not look like an empty list
                throw new IOException("the answer is not a list: it has no items");
            }
            return next;
        }

        private void take(Map<String, Object> object) throws IOException {
            if (++objects > mostObjects) {
                throw new IOException("the list has more than " + mostObjects + " objects (limit maxDocuments)");
            }
            receiver.object(object);
        }
    }

    /** Ends an object that would fill the memory. */
    private static final class Counted extends FilterInputStream {
        /** What a parser reads ahead counts as well. */
        private static final int AHEAD = 64 << 10;

        private final long most;
        private long count;

        Counted(InputStream in, long most) {
            super(in);
            this.most = most + AHEAD;
        }

        void restart() {
            count = 0;
        }

        private int add(int read) throws IOException {
            count += Math.max(read, 0);
            if (count > most) {
                throw new IOException(
                        "an object is longer than " + (most - AHEAD) + " characters (limit maxCharacters)");
            }
            return read;
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            add(read < 0 ? 0 : 1);
            return read;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            return add(super.read(buffer, offset, length));
        }
    }
}
