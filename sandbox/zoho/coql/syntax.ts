/** A field, or a field of a looked-up record: `['Account_Name', 'Account_Name']`. */
export type Path = readonly string[];

/** Numbers stay text: ids are longer than a JavaScript number holds. */
export type Literal = string | boolean;

export type Comparison = '=' | '!=' | '<' | '<=' | '>' | '>=';

/** A WHERE clause as a tree. */
export type Condition =
	| { joint: 'and' | 'or'; left: Condition; right: Condition }
	| { path: Path; operator: Comparison | 'like' | 'not like'; value: Literal }
	| { path: Path; operator: 'in' | 'not in' | 'between' | 'not between'; values: Literal[] }
	| { path: Path; operator: 'is null'; value?: undefined }
	| { path: Path; operator: 'is not null'; value?: undefined };

/** A parsed query. */
export interface Query {
	select: Path[];
	module: string;
	where?: Condition;
	orderBy: { path: Path; descending: boolean }[];
	limit?: number;
	offset: number;
}
