package io.github.modelkeel.formats.internal;

import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * Reads YAML that is not trusted. The library composes what it reads by recursion and makes whole numbers of any length, so that a
 * small file could take all of the stack or half a minute; its events are made one after another, and are looked at first.
 */
public final class YamlTree {
    private static final int MAX_BYTES = 1 << 20;
    private static final int MAX_DEPTH = 50;
    private static final int MAX_EVENTS = 200_000;
    private static final int MAX_NUMBER = 1000;

    /** Whatever was read of a scalar is copied each time a buffer is full: with the usual kilobyte, gigabytes for a megabyte. */
    private static final int BUFFER = 1 << 17;

    private YamlTree() {}

    /**
     * Reads a document.
     *
     * @param file the file's name, for messages
     * @param content its bytes
     * @return maps, lists and scalars
     * @throws IllegalArgumentException if it is not valid YAML, or too deep, too large or of a form that is not needed here
     */
    public static @Nullable Object parse(String file, byte[] content) {
        LoadSettings settings = settings(file);
        return checked(file, content, settings, text -> new Load(settings).loadFromString(text));
    }

    /**
     * Reads a document as nodes, which know their lines. A key that is there twice is left to the caller, who can name both lines.
     *
     * @param file the file's name, for messages
     * @param content its bytes
     * @return its root; empty if the document is
     * @throws IllegalArgumentException as {@link #parse}
     */
    public static Optional<Node> compose(String file, byte[] content) {
        LoadSettings settings = settings(file);
        return checked(file, content, settings, text -> new Composer(settings, parser(settings, text)).getSingleNode());
    }

    private static LoadSettings settings(String file) {
        return LoadSettings.builder()
                .setLabel(file)
                .setAllowDuplicateKeys(false)
                .setAllowRecursiveKeys(false)
                .setMaxAliasesForCollections(0)
                .setCodePointLimit(MAX_BYTES)
                .setBufferSize(BUFFER)
                .build();
    }

    private static <T extends @Nullable Object> T checked(
            String file, byte[] content, LoadSettings settings, Function<String, T> reader) {
        String text = new String(content, StandardCharsets.UTF_8);
        try {
            check(parser(settings, text));
            return reader.apply(text);
        } catch (YamlEngineException | IllegalArgumentException e) {
            // the library throws the latter too, for invalid tags and escapes
            throw new IllegalArgumentException(file + " is broken: " + e.getMessage(), e);
        }
    }

    private static ParserImpl parser(LoadSettings settings, String text) {
        return new ParserImpl(settings, new StreamReader(settings, text));
    }

    private static void check(Iterator<Event> events) {
        int depth = 0;
        int count = 0;
        while (events.hasNext()) {
            Event event = events.next();
            if (event instanceof CollectionStartEvent && ++depth > MAX_DEPTH) {
                throw new IllegalArgumentException("more than " + MAX_DEPTH + " levels");
            }
            if (event instanceof CollectionEndEvent) {
                depth--;
            }
            if (++count > MAX_EVENTS) {
                throw new IllegalArgumentException("more than " + MAX_EVENTS + " values");
            }
            if (event instanceof ScalarEvent scalar && isLongNumber(scalar.getValue())) {
                throw new IllegalArgumentException("a number of more than " + MAX_NUMBER + " digits");
            }
        }
    }

    private static boolean isLongNumber(String text) {
        return text.length() > MAX_NUMBER
                && text.chars().allMatch(c -> Character.isDigit(c) || "+-._eE".indexOf(c) >= 0);
    }
}
