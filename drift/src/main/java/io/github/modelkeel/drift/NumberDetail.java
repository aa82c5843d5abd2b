package io.github.modelkeel.drift;

/** What a report shows of a scored column of numbers besides its result. */
record NumberDetail(Moments reference, Moments current, EcdfCurve ecdf, DriftTest.KolmogorovSmirnovTest ks) {}
