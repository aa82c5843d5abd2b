package io.github.modelkeel.registry;

import static io.github.modelkeel.registry.ModelUri.ARTIFACTS;
import static io.github.modelkeel.registry.ModelUri.MODELS;
import static io.github.modelkeel.registry.ModelUri.RUNS;
import static io.github.modelkeel.registry.ModelUri.STAGES;
import static io.github.modelkeel.registry.ModelUri.malformed;
import static io.github.modelkeel.registry.ModelUri.version;

import io.github.modelkeel.registry.ModelUri.Kind;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Reads the text of an address; the record itself checks what is found. */
final class ModelUriParser {
    private static final Pattern FULL_MODEL_ID = Pattern.compile("m-[0-9a-f]{32}");

    private ModelUriParser() {}

    static ModelUri parse(String uri) {
        if (uri.startsWith(MODELS) && !uri.startsWith(MODELS + "/")) {
            return models(uri, segments(uri, MODELS));
        }
        if (uri.startsWith(RUNS) && !uri.startsWith(RUNS + "/")) {
            List<String> segments = segments(uri, RUNS);
            return new ModelUri(Kind.RUN, segments.get(0), "", rest(segments, 1));
        }
        if (uri.startsWith(ARTIFACTS)) {
            boolean hasHost = uri.startsWith(ARTIFACTS + "/");
            List<String> segments = segments(uri, hasHost ? ARTIFACTS + "/" : ARTIFACTS);
            return hasHost
                    ? new ModelUri(Kind.ARTIFACTS, segments.get(0), "", rest(segments, 1))
                    : new ModelUri(Kind.ARTIFACTS, "", "", rest(segments, 0));
        }
        throw malformed("a model's address must start with models:/, runs:/ or mlflow-artifacts:/", uri);
    }

    private static ModelUri models(String uri, List<String> segments) {
        String first = segments.get(0);
        int at = first.lastIndexOf('@');
        if (at >= 0) {
            return new ModelUri(Kind.ALIAS, first.substring(0, at), first.substring(at + 1), rest(segments, 1));
        }
        if (FULL_MODEL_ID.matcher(first).matches() || (segments.size() == 1 && ModelNames.isModelId(first))) {
            return new ModelUri(Kind.MODEL_ID, first, "", rest(segments, 1));
        }
        if (segments.size() < 2) {
            throw malformed(
                    "an alias or a version must follow the name, as in models:/name@champion or models:/name/3", uri);
        }
        String second = segments.get(1);
        String path = rest(segments, 2);
        String lower = second.toLowerCase(Locale.ROOT);
        if (!second.isEmpty() && second.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return new ModelUri(Kind.VERSION, first, Integer.toString(version(second)), path);
        }
        if (lower.equals("latest")) {
            return new ModelUri(Kind.LATEST, first, "latest", path);
        }
        String stage = STAGES.get(lower);
        if (stage == null) {
            throw malformed("after the name must come a version, 'latest' or a stage", uri);
        }
        return new ModelUri(Kind.STAGE, first, stage, path);
    }

    private static List<String> segments(String uri, String prefix) {
        return List.of(uri.substring(prefix.length()).split("/", -1)).stream()
                .map(segment -> decoded(segment, uri))
                .toList();
    }

    private static String rest(List<String> segments, int from) {
        List<String> rest = segments.subList(from, segments.size());
        if (rest.contains("")) {
            throw malformed("a path within a model must not hold empty names", String.join("/", segments));
        }
        return String.join("/", rest);
    }

    private static String decoded(String segment, String uri) {
        if (segment.indexOf('%') < 0) {
            return segment;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] raw = segment.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < raw.length; i++) {
            if (raw[i] != '%') {
                bytes.write(raw[i]);
                continue;
            }
            int high = i + 2 < raw.length ? Character.digit(raw[i + 1], 16) : -1;
            int low = i + 2 < raw.length ? Character.digit(raw[i + 2], 16) : -1;
            if (high < 0 || low < 0) {
                throw malformed("after '%' must come two hexadecimal digits", uri);
            }
            bytes.write(high * 16 + low);
            i += 2;
        }
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("%XX escapes must decode to UTF-8: " + uri, e);
        }
        if (text.indexOf('/') >= 0) {
            throw malformed("a name must not hold an encoded '/'", uri);
        }
        return text;
    }
}
