package io.github.modelkeel.registry.promotion;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The versions that an alias pointed to, oldest first, as a tag of the registered model keeps them. Immutable. The alias itself is the
 * truth: what it points to now counts as the newest entry even when that was not recorded.
 */
public record PromotionHistory(List<Integer> versions) {
    /** The tag's name is this and the alias. */
    public static final String TAG = "modelkeel.history.";

    private static final int MAX_ENTRIES = 100;

    public PromotionHistory {
        versions = List.copyOf(versions);
    }

    /** What a model's tags say; what is not a version is left out. */
    public static PromotionHistory of(Map<String, String> tags, String alias) {
        List<Integer> versions = new ArrayList<>();
        for (String text : tags.getOrDefault(TAG + alias, "").split(",", -1)) {
            if (text.matches("[1-9][0-9]{0,8}")) {
                versions.add(Integer.valueOf(text));
            }
        }
        return new PromotionHistory(versions);
    }

    /** The newest entry, or 0. */
    public int newest() {
        return versions.isEmpty() ? 0 : versions.get(versions.size() - 1);
    }

    /** This history with a version as its newest entry; 0 adds nothing. */
    public PromotionHistory endingWith(int version) {
        if (version == 0 || version == newest()) {
            return this;
        }
        List<Integer> more = new ArrayList<>(versions);
        more.add(version);
        return new PromotionHistory(more.subList(Math.max(0, more.size() - MAX_ENTRIES), more.size()));
    }

    /** This history up to before its newest entry. */
    public PromotionHistory withoutNewest() {
        return new PromotionHistory(versions.subList(0, Math.max(0, versions.size() - 1)));
    }

    public String asTag() {
        return versions.stream().map(String::valueOf).collect(Collectors.joining(","));
    }
}
