package io.github.modelkeel.serving.log;

/**
 * What a logged prediction is known by.
 *
 * @param log the unique part of the name of the process's files
 * @param number counts the predictions of the process, from 1
 */
public record EntryId(String log, long number) {
    @Override
    public String toString() {
        return log + "-" + number;
    }
}
