-- A folder of Parquet for each day; every day has the same columns of the same types.
COPY (SELECT *, strftime(time, '%Y-%m-%d') AS day FROM egret_lines)
TO 'egret-parquet' (FORMAT parquet, PARTITION_BY (day), COMPRESSION zstd, OVERWRITE_OR_IGNORE);
