package io.github.modelkeel.feast;

import java.util.List;
import java.util.Map;

/**
 * A store that has the newest features of entities: {@link FeastClient}, or a class of yours for another one. A service that names only this
 * interface can change its store. Implementations are safe for use by multiple threads.
 */
@FunctionalInterface
public interface OnlineFeatures {
    /**
     * The features of some entities.
     *
     * @param entities the names that identify an entity, such as {@code customer_id}, each with its values: all lists are of one length, and each
     *     position is an entity
     * @return a row for each entity, in the order in which they were given; the same entity twice has two rows
     * @throws IllegalArgumentException if the entities are not of a form that the store can have
     */
    FeatureRows online(Map<String, ? extends List<?>> entities);
}
