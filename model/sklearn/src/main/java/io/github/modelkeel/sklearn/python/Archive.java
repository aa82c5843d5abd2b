package io.github.modelkeel.sklearn.python;

import io.github.modelkeel.sklearn.python.array.Reading;
import io.github.modelkeel.sklearn.python.array.Span;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** The entries of a zip file, read into memory within the limits of the reading. */
final class Archive {
    private static final int MAX_ENTRIES = 200_000;
    private static final int MAX_ENTRY_NAME = 200;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*");

    private final Map<String, Span> entries = new HashMap<>();
    private final byte[] part = new byte[1 << 14];

    private Archive() {}

    static boolean isZip(Span file) {
        return file.length() >= 4
                && file.content()[file.offset()] == 'P'
                && file.content()[file.offset() + 1] == 'K'
                && file.content()[file.offset() + 2] == 3
                && file.content()[file.offset() + 3] == 4;
    }

    static Archive read(Reading reading, Span file) {
        Archive archive = new Archive();
        try (ZipInputStream zip =
                new ZipInputStream(new ByteArrayInputStream(file.content(), file.offset(), file.length()))) {
            ZipEntry entry = zip.getNextEntry();
            while (entry != null) {
                archive.add(reading, entry.getName(), zip);
                entry = zip.getNextEntry();
            }
        } catch (IOException | IllegalArgumentException e) {
            // the JDK throws the latter where a name is not valid UTF-8
            throw reading.refusal("the zip file is broken: " + e.getMessage(), e);
        }
        return archive;
    }

    private void add(Reading reading, String name, ZipInputStream zip) throws IOException {
        if (name.length() > MAX_ENTRY_NAME || !NAME.matcher(name).matches()) {
            throw reading.refusal("the zip file has an entry of the odd name \"" + Reading.shorten(name) + '"');
        }
        if (entries.size() >= MAX_ENTRIES) {
            throw reading.refusal("the zip file has more than " + MAX_ENTRIES + " entries");
        }
        if (entries.putIfAbsent(name, Unpack.all(reading, zip, part)) != null) {
            throw reading.refusal("the zip file has two entries " + name);
        }
    }

    Optional<Span> find(String name) {
        return Optional.ofNullable(entries.get(name));
    }
}
