package io.flamingock.internal.change.empty;

final class NothingHere {}
