import { EmbeddedActionsParser, type TokenType } from 'chevrotain';
import type { Comparison, Condition, Literal, Path, Query } from './syntax';
import { allTokens, Close, Comma, Comparator, Decimal, Dot, keywords, Name, Open, Text } from './tokens';

const { select, from, where, order, by, ascending, descending, limit, offset, and, or, not } = keywords;

/** The grammar of COQL (contract 3). A parser for SQL would take more, and another escape of quotes. */
export class CoqlParser extends EmbeddedActionsParser {
	constructor() {
		super(allTokens, { recoveryEnabled: false });
		this.performSelfAnalysis();
	}

	readonly query = this.RULE('query', (): Query => {
		this.CONSUME(select);
		const columns: Path[] = [];
		this.AT_LEAST_ONE_SEP({ SEP: Comma, DEF: () => columns.push(this.SUBRULE(this.path)) });
		this.CONSUME(from);
		const module = this.CONSUME(Name).image;
		const condition = this.OPTION(() => {
			this.CONSUME(where);
			return this.SUBRULE(this.condition);
		});
		const orderBy = this.OPTION2(() => this.SUBRULE(this.orderBy)) ?? [];
		const window = this.OPTION3(() => this.SUBRULE(this.window)) ?? { offset: 0 };
		return { select: columns, module, where: condition, orderBy, ...window };
	});

	private readonly path = this.RULE('path', (): Path => {
		const names: string[] = [];
		this.AT_LEAST_ONE_SEP({ SEP: Dot, DEF: () => names.push(this.CONSUME(Name).image) });
		return names;
	});

	/** Two conditions at most without brackets: `((A and B) and C)`. */
	private readonly condition = this.RULE('condition', (): Condition => {
		const left = this.SUBRULE(this.operand);
		const rest = this.OPTION(() => {
			const joint = this.OR<'and' | 'or'>([
				{
					ALT: () => {
						this.CONSUME(and);
						return 'and';
					},
				},
				{
					ALT: () => {
						this.CONSUME(or);
						return 'or';
					},
				},
			]);
			return { joint, right: this.SUBRULE2(this.operand) };
		});
		return rest ? { joint: rest.joint, left, right: rest.right } : left;
	});

	private readonly operand = this.RULE('operand', (): Condition =>
		this.OR<Condition>([
			{
				ALT: () => {
					this.CONSUME(Open);
					const inner = this.SUBRULE(this.condition);
					this.CONSUME(Close);
					return inner;
				},
			},
			{ ALT: () => this.SUBRULE(this.test) },
		]),
	);

	private readonly test = this.RULE('test', (): Condition => {
		const path = this.SUBRULE(this.path);
		return this.OR<Condition>([
			{
				ALT: () => {
					const operator = this.CONSUME(Comparator).image as Comparison;
					return { path, operator, value: this.SUBRULE(this.literal) };
				},
			},
			{
				ALT: () => {
					this.CONSUME(keywords.is);
					const negated = this.OPTION(() => this.CONSUME(not));
					this.CONSUME(keywords.null);
					return { path, operator: negated ? 'is not null' : 'is null' };
				},
			},
			{
				ALT: () => {
					const negated = this.OPTION2(() => this.CONSUME2(not));
					return this.SUBRULE(this.wordTest, { ARGS: [path, negated ? 'not ' : ''] });
				},
			},
		]);
	});

	private readonly wordTest = this.RULE('wordTest', (path: Path, negation: '' | 'not '): Condition =>
		this.OR<Condition>([
			{
				ALT: () => {
					this.CONSUME(keywords.like);
					return { path, operator: `${negation}like`, value: this.SUBRULE(this.literal) };
				},
			},
			{
				ALT: () => {
					this.CONSUME(keywords.in);
					this.CONSUME(Open);
					const values: Literal[] = [];
					this.AT_LEAST_ONE_SEP({ SEP: Comma, DEF: () => values.push(this.SUBRULE2(this.literal)) });
					this.CONSUME(Close);
					return { path, operator: `${negation}in`, values };
				},
			},
			{
				ALT: () => {
					this.CONSUME(keywords.between);
					const low = this.SUBRULE3(this.literal);
					this.CONSUME(and);
					return { path, operator: `${negation}between`, values: [low, this.SUBRULE4(this.literal)] };
				},
			},
		]),
	);

	private readonly literal = this.RULE('literal', (): Literal =>
		this.OR<Literal>([
			{ ALT: () => unescaped(this.CONSUME(Text).image) },
			{ ALT: () => this.CONSUME(Decimal).image },
			{
				ALT: () => {
					this.CONSUME(keywords.true);
					return true;
				},
			},
			{
				ALT: () => {
					this.CONSUME(keywords.false);
					return false;
				},
			},
		]),
	);

	private readonly orderBy = this.RULE('orderBy', (): Query['orderBy'] => {
		this.CONSUME(order);
		this.CONSUME(by);
		const keys: Query['orderBy'] = [];
		this.AT_LEAST_ONE_SEP({
			SEP: Comma,
			DEF: () => {
				const path = this.SUBRULE(this.path);
				const direction = this.OPTION(() =>
					this.OR<TokenType>([
						{ ALT: () => this.CONSUME(ascending).tokenType },
						{ ALT: () => this.CONSUME(descending).tokenType },
					]),
				);
				keys.push({ path, descending: direction === descending });
			},
		});
		return keys;
	});

	/** `limit 200 offset 400`; also `limit 400, 200`. [unverified] */
	private readonly window = this.RULE('window', (): Pick<Query, 'limit' | 'offset'> => {
		this.CONSUME(limit);
		const first = Number(this.CONSUME(Decimal).image);
		return (
			this.OPTION(() =>
				this.OR<Pick<Query, 'limit' | 'offset'>>([
					{
						ALT: () => {
							this.CONSUME(offset);
							return { limit: first, offset: Number(this.CONSUME2(Decimal).image) };
						},
					},
					{
						ALT: () => {
							this.CONSUME(Comma);
							return { limit: Number(this.CONSUME3(Decimal).image), offset: first };
						},
					},
				]),
			) ?? { limit: first, offset: 0 }
		);
	});
}

/** Takes the quotes and the escaping backslashes away. */
function unescaped(image: string): string {
	const characters = [...image.slice(1, -1)];
	let text = '';
	for (let at = 0; at < characters.length; at++) text += characters[at] === '\\' ? characters[++at] : characters[at];
	return text;
}
