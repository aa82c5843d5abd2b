package io.github.modelkeel.feast;

import java.util.List;
import java.util.Set;

/**
 * What a good answer has shown. Immutable.
 *
 * @param entities what identifies an entity, sorted
 * @param types the types of their values
 * @param features the names of the features
 */
record Known(List<String> entities, List<? extends Class<?>> types, List<String> features) {

    static Known of(Entities answered, Set<String> features) {
        return new Known(
                answered.names(),
                answered.keys().get(0).stream().map(Object::getClass).toList(),
                List.copyOf(features));
    }

    /**
     * Refuses entities of another form than those that were answered: Feast would answer some of them with the features of others, and the rest with
     * an error that it also has for a store that is down.
     */
    void check(Entities asked, Set<String> requestData) {
        if (!asked.names().equals(entities)) {
            throw new IllegalArgumentException(
                    "entities must be named " + entities + ", as Feast answered before, not " + asked.names());
        }
        for (int i = 0; i < entities.size(); i++) {
            if (requestData.contains(entities.get(i))) {
                continue;
            }
            for (List<Object> key : asked.keys()) {
                if (key.get(i).getClass() != types.get(i)) {
                    throw new IllegalArgumentException("'" + entities.get(i) + "' must be a "
                            + types.get(i).getSimpleName() + ", as Feast answered before, not "
                            + Entities.json(key.get(i)));
                }
            }
        }
    }
}
