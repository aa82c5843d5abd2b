package io.github.modelkeel.tracking.dataset;

import io.github.modelkeel.client.internal.Sha256;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What one pass over a CSV file finds: the digest of its bytes, its columns and the number of its records. */
public record CsvSummary(String digest, DatasetColumns columns) {

    public static CsvSummary of(Path file) throws IOException {
        MessageDigest digest = Sha256.newDigest();
        try (DigestInputStream in = new DigestInputStream(Files.newInputStream(file), digest);
                Reader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            CsvRecords records = new CsvRecords(reader);
            List<String> header = records.next();
            if (header == null) {
                throw new IllegalArgumentException("a CSV file must have a header line, but it is empty: " + file);
            }
            DatasetColumns columns = columns(header, records);
            return new CsvSummary(DatasetColumns.shortened(digest), columns);
        }
    }

    private static DatasetColumns columns(List<String> header, CsvRecords records) throws IOException {
        @Nullable String[] types = new @Nullable String[header.size()];
        boolean[] missing = new boolean[header.size()];
        long rows = 0;
        for (List<String> row = records.next(); row != null; row = records.next()) {
            rows++;
            for (int i = 0; i < types.length; i++) {
                String value = i < row.size() ? row.get(i).strip() : "";
                if (value.isEmpty()) {
                    missing[i] = true;
                } else if (!"string".equals(types[i])) {
                    types[i] = DatasetColumns.widened(types[i], typeOf(value));
                }
            }
        }
        List<DatasetColumns.Column> columns = new ArrayList<>();
        for (int i = 0; i < types.length; i++) {
            columns.add(new DatasetColumns.Column(header.get(i), types[i], !missing[i]));
        }
        return new DatasetColumns(columns, rows);
    }

    private static String typeOf(String value) {
        String lower = value.toLowerCase(Locale.ROOT);
        if (lower.equals("true") || lower.equals("false")) {
            return "boolean";
        }
        if (value.matches("[+-]?[0-9]{1,18}")) {
            return "long";
        }
        boolean number = value.matches("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?") || lower.equals("nan");
        return number ? "double" : "string";
    }
}
