package io.github.modelkeel.localserver.message;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether something is in use or was deleted (and can be restored), and which of the two a search looks at. */
public final class Lifecycle {
    public static final String ACTIVE = "active";
    public static final String DELETED = "deleted";

    private Lifecycle() {}

    /** The stages of a view type, which clients send by name or by number. */
    public static List<String> stages(@Nullable String viewType) {
        if (viewType == null) {
            return List.of(ACTIVE);
        }
        return switch (viewType) {
            case "DELETED_ONLY", "2" -> List.of(DELETED);
            case "ALL", "3" -> List.of(ACTIVE, DELETED);
            default -> List.of(ACTIVE);
        };
    }

    public static void requireActive(String what, String id, String stage) {
        if (!stage.equals(ACTIVE)) {
            throw ApiError.invalid(
                    "The " + what + " " + id + " must be in the 'active' state. Current state is " + stage + ".");
        }
    }
}
