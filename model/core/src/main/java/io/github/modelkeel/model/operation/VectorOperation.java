package io.github.modelkeel.model.operation;

/** As many shares as there are numbers, of all of which each depends. */
interface VectorOperation extends Operation {
    /** How many numbers there are. */
    int size();

    @Override
    default int inputs() {
        return size();
    }

    @Override
    default int outputs() {
        return size();
    }
}
