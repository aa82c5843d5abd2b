package io.github.modelkeel.driftmonitor;

import io.github.modelkeel.drift.StoredProfile;
import io.github.modelkeel.drift.profile.ProfileJson;
import io.github.modelkeel.drift.profile.ProfileReader;
import io.github.modelkeel.drift.profile.StoredColumn;
import io.github.modelkeel.drift.profile.StoredTable;
import io.github.modelkeel.drift.profile.TableCounter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What a window is counted and judged by. Immutable.
 *
 * @param version which version of the model it belongs to
 * @param profile what is normal
 * @param layout counts over its bins and categories; nothing is counted in this one
 */
record Reference(String version, StoredProfile profile, TableCounter layout) {
    static Reference of(String version, StoredProfile profile) {
        return new Reference(version, profile, TableCounter.of(ProfileReader.read(profile.toJson())));
    }

    /** The same without the columns of the profile that are not served. */
    static Reference of(String version, StoredProfile profile, Predicate<String> served) {
        StoredTable all = ProfileReader.read(profile.toJson());
        Map<String, StoredColumn> columns = new LinkedHashMap<>(all.columns());
        columns.keySet().removeIf(served.negate());
        StoredTable kept = new StoredTable(all.rows(), columns, all.absent(), all.added());
        return of(version, StoredProfile.ofJson(ProfileJson.write(kept)));
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
