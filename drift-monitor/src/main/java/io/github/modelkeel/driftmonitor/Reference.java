package io.github.modelkeel.driftmonitor;

import io.github.modelkeel.drift.StoredProfile;
import io.github.modelkeel.drift.profile.ProfileJson;
import io.github.modelkeel.drift.profile.ProfileReader;
import io.github.modelkeel.drift.profile.StoredColumn;
import io.github.modelkeel.drift.profile.StoredTable;
import io.github.modelkeel.drift.profile.TableCounter;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What a window is counted and judged by. Immutable.
 *
 * @param version which version of the model it belongs to
 * @param profile what is normal
 * @param layout counts over its bins and categories; nothing is counted in this one
 * @param importance of its columns to the model, none if it does not say it
 */
record Reference(String version, StoredProfile profile, TableCounter layout, Map<String, Double> importance) {
    static Reference of(String version, StoredProfile profile) {
        return of(version, profile, Map.of());
    }

    private static Reference of(String version, StoredProfile profile, Map<String, Double> importance) {
        Map<String, Double> known = new HashMap<>(importance);
        known.keySet().retainAll(profile.columnNames());
        TableCounter layout = TableCounter.of(ProfileReader.read(profile.toJson()));
        return new Reference(version, profile, layout, Map.copyOf(known));
    }

    /** The same without the columns of the profile that are not served, and with what the others weigh for the model. */
    static Reference of(
            String version, StoredProfile profile, Predicate<String> served, Map<String, Double> importance) {
        StoredTable all = ProfileReader.read(profile.toJson());
        Map<String, StoredColumn> columns = new LinkedHashMap<>(all.columns());
        columns.keySet().removeIf(served.negate());
        StoredTable kept = all.withColumns(columns);
        return of(version, StoredProfile.ofJson(ProfileJson.write(kept)), importance);
    }

    /** What a counter of this reference counted. */
    static StoredProfile profile(TableCounter counter) {
        return StoredProfile.ofJson(ProfileJson.write(counter.toTable()));
    }

    /** The place of a column. */
    int place(String column) {
        int place = layout.place(column);
        if (place < 0) {
            throw new IllegalArgumentException("the profile has no column '" + column + "'; it has " + layout.names());
        }
        return place;
    }
}
